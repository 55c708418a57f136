/** One verb of a format with one value (Go, fmt). */
import { formatFloat } from "../go/format-float.ts";
import { isPrintable, quoteOctets, quoteRune } from "../go/quote.ts";
import { countRunes, octetsOfRune, runesOf } from "../go/utf8.ts";
import { formatValue, type ValueStyle } from "./format-value.ts";
import { type FloatValue, type IntegerValue, NIL, type StringValue, typeName, type Value } from "./value.ts";

/** What stands between `%` and the verb. */
export interface Placeholder {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  /** `%+v` and `%#v` are styles: what the signs mean then, and nothing else. */
  style: ValueStyle;
  width: number | undefined;
  precision: number | undefined;
}

/** A placeholder without anything. */
export const NO_FLAGS: Placeholder = {
  sharp: false,
  zero: false,
  plus: false,
  minus: false,
  space: false,
  style: "plain",
  width: undefined,
  precision: undefined,
};

/** A value as a verb writes it; `%!d(string=text)` when the verb is not for it. */
export function formatVerb(value: Value, verb: string, placeholder: Placeholder): string {
  if (value.kind === "nil" || value.kind === "invalid") return formatNil(verb, placeholder);
  if (verb === "T") return pad(typeName(value), placeholder);
  if (placeholder.style === "go") return pad(formatValue(value, "go"), placeholder);
  return formatKind(value, verb, placeholder) ?? badVerb(value, verb, placeholder);
}

/** Undefined when the verb is not for such values. */
function formatKind(value: Value, verb: string, placeholder: Placeholder): string | undefined {
  switch (value.kind) {
    case "bool":
      return verb === "t" || verb === "v" ? pad(String(value.value), placeholder) : undefined;
    case "int":
    case "uint":
      return formatInteger(value, verb, placeholder);
    case "float":
      return formatFloatVerb(value, verb, placeholder);
    case "string":
      return formatString(value, verb, placeholder);
    case "list":
      return `[${value.items.map((item) => formatInner(item, verb, placeholder)).join(" ")}]`;
    case "map": {
      const keys = [...value.entries.keys()].sort();
      const entry = (key: string): string =>
        `${formatVerb({ kind: "string", type: "string", value: key }, verb, placeholder)}:${formatInner(value.entries.get(key) ?? NIL, verb, placeholder)}`;
      return `map[${keys.map(entry).join(" ")}]`;
    }
    default:
      return formatComposite(value, verb, placeholder);
  }
}

function formatComposite(value: Value, verb: string, placeholder: Placeholder): string | undefined {
  const text = value.kind === "pointer" ? value.to?.text?.() : undefined;
  if (text !== undefined && /^[vsxXq]$/.test(verb))
    return formatString({ kind: "string", type: "string", value: text }, verb, placeholder);
  if (verb === "v") return pad(formatValue(value, placeholder.style), placeholder);
  if (value.kind === "struct") {
    return `{${value.fields.map((name) => formatInner(value.field(name) ?? NIL, verb, placeholder)).join(" ")}}`;
  }
  if (value.kind === "pointer" && value.to !== undefined) return `&${formatVerb(value.to, verb, placeholder)}`;
  return undefined;
}

/** A part of a list, map or struct: nil is written the same by all verbs there. */
function formatInner(value: Value, verb: string, placeholder: Placeholder): string {
  return value.kind === "nil" ? pad("<nil>", placeholder) : formatVerb(value, verb, placeholder);
}

function formatNil(verb: string, placeholder: Placeholder): string {
  return verb === "v" || verb === "T" ? pad("<nil>", placeholder) : `%!${verb}(<nil>)`;
}

/** The value in it is written with the flags of the verb that is not for it. */
function badVerb(value: Value, verb: string, placeholder: Placeholder): string {
  const written = formatKind(value, "v", placeholder) ?? formatValue(value);
  return `%!${verb}(${typeName(value)}=${written})`;
}

const BASES: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, O: 8, v: 10, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

function formatInteger({ value }: IntegerValue, verb: string, placeholder: Placeholder): string | undefined {
  if (verb === "c") return pad(octetsOfRune(Number(value)), placeholder);
  if (verb === "q") return pad(quoteRune(Number(value), placeholder.plus), placeholder);
  if (verb === "U") return pad(formatUnicode(value, placeholder), { ...placeholder, zero: false });
  const base = BASES[verb];
  if (base === undefined) return undefined;
  if (placeholder.precision === 0 && value === 0n) return pad("", { ...placeholder, zero: false });
  const absolute = value.toString(base).replace("-", "");
  const digits = verb === "X" ? absolute.toUpperCase() : absolute;
  const prefix =
    verb === "O" ? "0o" : placeholder.sharp && !(verb === "o" && digits.startsWith("0")) ? (PREFIXES[verb] ?? "") : "";
  const sign = value < 0n ? "-" : placeholder.plus ? "+" : placeholder.space ? " " : "";
  return padNumber(digits, { sign, prefix }, placeholder);
}

interface Head {
  readonly sign: string;
  readonly prefix: string;
}

/** Zeros go between sign and digits; a precision, or a minus, turns them off. */
function padNumber(digits: string, { sign, prefix }: Head, placeholder: Placeholder): string {
  const { precision, width, zero, minus } = placeholder;
  const fill = precision ?? (zero && !minus && width !== undefined ? width - sign.length : digits.length);
  return pad(sign + prefix + digits.padStart(fill, "0"), { ...placeholder, zero: false });
}

function formatUnicode(value: bigint, { sharp, precision }: Placeholder): string {
  const code = BigInt.asUintN(64, value);
  const digits = code.toString(16).toUpperCase().padStart(4, "0");
  const text = `U+${precision === undefined ? digits : digits.padStart(precision, "0")}`;
  return sharp && isPrintable(Number(code)) ? `${text} '${octetsOfRune(Number(code))}'` : text;
}

function formatFloatVerb({ value }: FloatValue, verb: string, placeholder: Placeholder): string | undefined {
  const lower = verb.toLowerCase();
  const kind = verb === "v" ? "g" : lower === "e" || lower === "f" || lower === "g" ? lower : undefined;
  if (kind === undefined) return undefined;
  const text = formatFloat(value, kind, placeholder.precision ?? (kind === "g" ? undefined : 6)).replace(/^\+/, "");
  const written = verb === "E" || verb === "G" ? text.toUpperCase() : text;
  const digits = written.replace(/^-/, "");
  const sign = written.startsWith("-") ? "-" : placeholder.plus ? "+" : placeholder.space ? " " : "";
  const hasDigits = /[0-9]/.test(digits);
  return padNumber(
    digits,
    { sign: hasDigits ? sign : sign || (digits === "Inf" ? "+" : ""), prefix: "" },
    { ...placeholder, precision: undefined, zero: placeholder.zero && hasDigits },
  );
}

function formatString({ value }: StringValue, verb: string, placeholder: Placeholder): string | undefined {
  const { precision, sharp, plus } = placeholder;
  const text = precision === undefined ? value : firstRunes(value, precision);
  switch (verb) {
    case "s":
    case "v":
      return pad(text, placeholder);
    case "q":
      if (sharp && !text.includes("`") && [...runesOf(text)].every(({ code }) => code === 9 || isPrintable(code)))
        return pad(`\`${text}\``, placeholder);
      return pad(quoteOctets(text, Number.POSITIVE_INFINITY, { mark: '"', ascii: plus }), placeholder);
    case "x":
    case "X":
      return pad(
        hexOctets(precision === undefined ? value : value.slice(0, precision), verb, placeholder),
        placeholder,
      );
    default:
      return undefined;
  }
}

function hexOctets(octets: string, verb: string, { space, sharp }: Placeholder): string {
  const pairs: string[] = [];
  for (let at = 0; at < octets.length; at++) pairs.push(octets.charCodeAt(at).toString(16).padStart(2, "0"));
  if (pairs.length === 0) return "";
  const text = space
    ? pairs.map((pair) => (sharp ? `0x${pair}` : pair)).join(" ")
    : (sharp ? "0x" : "") + pairs.join("");
  return verb === "X" ? text.toUpperCase() : text;
}

function firstRunes(octets: string, count: number): string {
  let end = 0;
  let left = count;
  for (const rune of runesOf(octets)) {
    if (left-- === 0) break;
    end += rune.octets;
  }
  return octets.slice(0, end);
}

function pad(text: string, { width, minus, zero }: Placeholder): string {
  if (width === undefined) return text;
  const missing = Math.max(0, width - countRunes(text));
  return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
}
