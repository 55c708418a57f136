/** How Go's fmt writes a value when nothing more is asked for: `%v`, and `%+v`, `%#v`. */
import { formatFloat } from "../go/format-float.ts";
import { quoteOctets as quote } from "../go/quote.ts";
import { NIL, type StructValue, type Value } from "./value.ts";

/** `plain` is `%v`, `named` is `%+v`, `go` is `%#v`. */
export type ValueStyle = "plain" | "named" | "go";

const MAX_DEPTH = 20;

/** A value as fmt.Print writes it. Octets. */
export function formatValue(value: Value, style: ValueStyle = "plain", depth = 0): string {
  if (depth > MAX_DEPTH) return "...";
  switch (value.kind) {
    case "invalid":
      return style === "go" ? "<nil>" : "<no value>";
    case "nil":
      return "<nil>";
    case "bool":
      return String(value.value);
    case "int":
      return String(value.value);
    case "uint":
      return style === "go" ? `0x${value.value.toString(16)}` : String(value.value);
    case "float":
      return formatFloat(value.value, "g");
    case "string":
      return style === "go" ? quote(value.value) : value.value;
    case "list": {
      const items = value.items.map((item) => formatValue(item, style, depth + 1));
      return style === "go" ? `${value.type}{${items.join(", ")}}` : `[${items.join(" ")}]`;
    }
    case "map":
      return formatMap(value.entries, { type: value.type, style, depth });
    case "struct":
      return formatStruct(value, style, depth);
    case "pointer":
      return formatPointer(value.to, { type: value.type, style, depth });
  }
}

interface Manner {
  readonly type: string;
  readonly style: ValueStyle;
  readonly depth: number;
}

function formatMap(entries: ReadonlyMap<string, Value>, { type, style, depth }: Manner): string {
  const parts = [...entries.keys()].sort().map((key) => {
    const text = formatValue(entries.get(key) ?? NIL, style, depth + 1);
    return `${style === "go" ? quote(key) : key}:${text}`;
  });
  return style === "go" ? `${type}{${parts.join(", ")}}` : `map[${parts.join(" ")}]`;
}

function formatStruct(value: StructValue, style: ValueStyle, depth: number): string {
  const parts = value.fields.map((name) => {
    const text = formatValue(value.field(name) ?? NIL, style, depth + 1);
    return style === "plain" ? text : `${name}:${text}`;
  });
  return style === "go" ? `${value.type}{${parts.join(", ")}}` : `{${parts.join(" ")}}`;
}

function formatPointer(to: StructValue | undefined, { type, style, depth }: Manner): string {
  if (to === undefined) return style === "go" ? `(${type})(nil)` : "<nil>";
  if (style !== "go" && to.text !== undefined) return to.text();
  return `&${formatStruct(to, style, depth)}`;
}
