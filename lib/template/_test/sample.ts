/** What the recorded templates are given: a value of each kind, as a Go program had it for text/template. */
import { textOfOctets } from "../../go/utf8.ts";
import type { TemplateFunction } from "../function.ts";
import { readTemplate } from "../template.ts";
import {
  boolValue,
  floatValue,
  intValue,
  NIL,
  type StructValue,
  stringValue,
  uintValue,
  type Value,
} from "../value.ts";

const list = (type: string, items: readonly Value[]): Value => ({ kind: "list", type: `[]${type}`, items });
const map = (elementType: string, entries: Readonly<Record<string, Value>>): Value => ({
  kind: "map",
  type: `map[string]${elementType}`,
  elementType,
  entries: new Map(Object.entries(entries)),
});

interface Parts {
  readonly fields: Readonly<Record<string, Value>>;
  readonly hidden: readonly string[];
  readonly methods?: Readonly<Record<string, TemplateFunction>>;
  readonly text?: () => string;
}

function struct(type: string, { fields, hidden, methods = {}, text }: Parts): StructValue {
  return {
    kind: "struct",
    type: `sample.${type}`,
    fields: Object.keys(fields),
    hidden,
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    method: (name) => (Object.hasOwn(methods, name) ? methods[name] : undefined),
    ...(text === undefined ? {} : { text }),
  };
}
const pointer = (type: string, to: StructValue | undefined): Value => ({
  kind: "pointer",
  type: `*sample.${type}`,
  to,
});

const textOf = (value: Value | undefined): string => (value?.kind === "string" ? value.value : "");
const numberOf = (value: Value | undefined): number => (value?.kind === "int" ? Number(value.value) : 0);

/** `Part` prints itself: `func (p *Part) String() string`. */
const part = struct("Part", {
  fields: { Name: stringValue("p"), Size: uintValue(7, "uint16"), Any: NIL },
  hidden: ["note"],
  methods: { String: { parameters: [], call: () => stringValue("part p") } },
  text: () => "part p",
});
const plain = (name: string, isSet: boolean): StructValue =>
  struct("Plain", { fields: { A: stringValue(name), B: boolValue(isSet) }, hidden: [] });

/** Text of an octet string that is not UTF-8 throughout. */
const ODD_TEXT = '\u00c3\u00a9\u00e6\u0097\u00a5\u00ff\n"q"';

const data = struct("Data", {
  fields: {
    S: stringValue("x<y"),
    T: stringValue(ODD_TEXT),
    I: intValue(3),
    N: intValue(-5),
    U: uintValue(65535, "uint16"),
    F: floatValue(1.5),
    G: floatValue(-2),
    H: floatValue(Number.POSITIVE_INFINITY),
    J: floatValue(Number.NEGATIVE_INFINITY),
    K: floatValue(Number.NaN),
    Min: intValue(-(2n ** 63n)),
    Max: uintValue(2n ** 64n - 1n, "uint64"),
    B: boolValue(true),
    L: list("string", ["a.", "a", ""].map(stringValue)),
    E: list("string", []),
    X: list("interface {}", [intValue(1), stringValue("a"), NIL, floatValue(1.5)]),
    M: map("string", { k: stringValue("v"), 0: stringValue("zero") }),
    V: map("interface {}", {
      s: stringValue("x"),
      n: intValue(5),
      b: boolValue(false),
      nil: NIL,
      l: list("interface {}", [intValue(1)]),
      m: map("interface {}", { d: intValue(7) }),
    }),
    W: map("bool", { yes: boolValue(true) }),
    P: pointer("Part", part),
    Q: pointer("Part", undefined),
    R: plain("ra", true),
    O: pointer("Plain", plain("o", false)),
    C: pointer("Plain", undefined),
    A: NIL,
  },
  hidden: ["secret"],
  methods: {
    Pad: {
      parameters: ["string", "int"],
      call: ([text, count]) => stringValue(textOf(text) + ".".repeat(numberOf(count))),
    },
    Greet: { parameters: [], call: () => stringValue("hi") },
    Any: { parameters: ["any"], call: ([value = NIL]) => value },
    Many: {
      parameters: ["string"],
      variadic: "string",
      call: ([first, ...rest]) => stringValue(textOf(first) + rest.map(textOf).join("+")),
    },
  },
});

/** What a template makes of the sample, or how it is refused. */
export function outcomeOf(template: string): string {
  const read = readTemplate("t", template);
  if ("error" in read) return read.error;
  const output = read.execute(pointer("Data", data));
  return "error" in output ? output.error : textOfOctets(output.octets);
}
