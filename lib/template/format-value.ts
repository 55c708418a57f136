/** How Go's fmt writes a value when nothing more is asked for: `%v`, and `%+v`, `%#v`. */
import { quote } from "./quote.ts";
import type { StructValue, Value } from "./value.ts";

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
      return formatFloat(value.value, "g", -1);
    case "string":
      return style === "go" ? quote(value.value) : value.value;
    case "list": {
      const items = value.items.map((item) => formatValue(item, style, depth + 1));
      return style === "go" ? `${value.type}{${items.join(", ")}}` : `[${items.join(" ")}]`;
    }
    case "map":
      return formatMap([...value.entries].sort(byKey), { type: value.type, style, depth });
    case "struct":
      return formatStruct(value, style, depth);
    case "pointer":
      return formatPointer(value.to, { type: value.type, style, depth });
  }
}

function byKey([left]: readonly [string, Value], [right]: readonly [string, Value]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

interface Manner {
  readonly type: string;
  readonly style: ValueStyle;
  readonly depth: number;
}

function formatMap(entries: readonly (readonly [string, Value])[], { type, style, depth }: Manner): string {
  const parts = entries.map(
    ([key, value]) => `${style === "go" ? quote(key) : key}:${formatValue(value, style, depth + 1)}`,
  );
  return style === "go" ? `${type}{${parts.join(", ")}}` : `map[${parts.join(" ")}]`;
}

function formatStruct(value: StructValue, style: ValueStyle, depth: number): string {
  const parts = value.fields.map((name) => {
    const text = formatValue(value.field(name) ?? { kind: "nil" }, style, depth + 1);
    return style === "plain" ? text : `${name}:${text}`;
  });
  return style === "go" ? `${value.type}{${parts.join(", ")}}` : `{${parts.join(" ")}}`;
}

function formatPointer(to: StructValue | undefined, { type, style, depth }: Manner): string {
  if (to === undefined) return style === "go" ? `(${type})(nil)` : "<nil>";
  if (style !== "go" && to.text !== undefined) return to.text();
  return `&${formatStruct(to, style, depth)}`;
}

/**
 * A float with a verb of Go's strconv.FormatFloat: `e`, `f` or `g`. A precision below 0 is as many digits as are
 * needed to read the same number back.
 */
export function formatFloat(value: number, verb: "e" | "f" | "g", precision: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (verb === "e")
    return exponent(precision < 0 ? value.toExponential() : value.toExponential(Math.min(100, precision)));
  if (verb === "f") return precision < 0 ? plainDecimal(value) : value.toFixed(Math.min(100, precision));
  return general(value, precision);
}

/** With as many digits as needed, larger powers of ten have an exponent. */
const SHORTEST_LIMIT = 6;

function general(value: number, precision: number): string {
  const digits = precision === 0 ? 1 : precision;
  const scientific = digits < 0 ? value.toExponential() : value.toExponential(Math.min(100, digits - 1));
  const power = Number(scientific.slice(scientific.indexOf("e") + 1));
  const significant = scientific.slice(0, scientific.indexOf("e")).replace(/[-.]/g, "").replace(/0+$/, "").length;
  const limit = digits < 0 ? SHORTEST_LIMIT : digits > significant && significant >= power + 1 ? significant : digits;
  if (power >= -4 && power < limit) {
    if (digits < 0) return plainDecimal(value);
    const text = value.toFixed(Math.min(100, Math.max(0, digits - 1 - power)));
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  }
  const [mantissa = "", tail = ""] = scientific.split("e");
  return exponent(`${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa}e${tail}`);
}

/** Go writes at least two digits of an exponent. */
function exponent(text: string): string {
  return text.replace(/e([-+])(?=\d$)/, (_, sign: string) => `e${sign}0`);
}

function plainDecimal(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  if (!text.includes("e")) return text;
  const [mantissa = "", power = "0"] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const places = Number(power);
  const digits = whole + fraction;
  if (places < 0) return `${sign}0.${"0".repeat(-places - 1)}${digits}`;
  return sign + digits.padEnd(places + 1, "0");
}
