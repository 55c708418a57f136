/** Number constants, each under all the types that can hold it, as Go's ideal constants are. */
import { quote, unquoteRune } from "./quote.ts";
import { TemplateError } from "./template-error.ts";

const MAX_INT = 0x7fff_ffff_ffff_ffffn;
const MIN_INT = -0x8000_0000_0000_0000n;
const MAX_UINT = 0xffff_ffff_ffff_ffffn;

/** What a constant may be read as; `undefined` where it does not fit. */
export interface NumberConstant {
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  /** True when nothing but the form says that it is a float: `1.0`, `1e3`. */
  readonly isWrittenAsFloat: boolean;
}

/** Reads a character constant. Throws `TemplateError` with what Go says of it. */
export function readCharacterConstant(text: string): NumberConstant {
  const code = unquoteRune(text);
  if (code === "syntax") throw new TemplateError("invalid syntax");
  if (code === "malformed") throw new TemplateError(`malformed character constant: ${text}`);
  return { int: BigInt(code), uint: BigInt(code), float: code, isWrittenAsFloat: false };
}

/** Reads a number. Throws `TemplateError` with what Go says of it. */
export function readNumberConstant(text: string): NumberConstant {
  if (text.endsWith("i") && !/^[-+]?0[xX]/.test(text))
    throw new TemplateError(`complex numbers are not supported here: ${quote(text)}`);
  const isWrittenAsFloat = /[.eEpP]/.test(text) && !(/^0[xX]./.test(text) && !/[pP]/.test(text));
  const whole = readInteger(text);
  if (whole !== undefined) {
    const int = whole >= MIN_INT && whole <= MAX_INT ? whole : undefined;
    const uint = whole >= 0n && whole <= MAX_UINT && !(whole !== 0n && /^[-+]/.test(text)) ? whole : undefined;
    if (int !== undefined || uint !== undefined) return { int, uint, float: Number(whole), isWrittenAsFloat };
  }
  const float = readFloat(text);
  if (float === undefined) throw new TemplateError(`illegal number syntax: ${quote(text)}`);
  if (!/[.eEpP]/.test(text)) throw new TemplateError(`integer overflow: ${quote(text)}`);
  return { int: asInteger(float, MIN_INT, MAX_INT), uint: asInteger(float, 0n, MAX_UINT), float, isWrittenAsFloat };
}

function asInteger(float: number, min: bigint, max: bigint): bigint | undefined {
  if (!Number.isInteger(float)) return undefined;
  const whole = BigInt(float);
  return whole >= min && whole <= max ? whole : undefined;
}

const UNDERSCORES_BETWEEN_DIGITS = /^(?:0[xXoObB]?_?)?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/;

/** An integer with Go's prefixes (`0x`, `0o`, `0b`, a leading 0 for octal) and underscores. */
export function readInteger(text: string): bigint | undefined {
  const sign = /^[-+]/.test(text) ? text.charAt(0) : "";
  const digits = text.slice(sign.length);
  if (digits.includes("_") && !UNDERSCORES_BETWEEN_DIGITS.test(digits)) return undefined;
  const plain = digits.replaceAll("_", "").toLowerCase();
  const literal = /^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain;
  if (!/^(?:0x[0-9a-f]+|0o[0-7]+|0b[01]+|0|[1-9][0-9]*)$/.test(literal)) return undefined;
  const value = BigInt(literal);
  return sign === "-" ? -value : value;
}

/** A decimal or hexadecimal floating-point number as Go's strconv.ParseFloat reads it. */
function readFloat(text: string): number | undefined {
  if (text.includes("_")) return undefined;
  const hex = /^([-+]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?[0-9]+)$/.exec(text);
  if (hex !== null) {
    const [, sign = "", whole = "", fraction = "", exponent = "0"] = hex;
    if (whole + fraction === "") return undefined;
    const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
    return finite(sign === "-" ? -value : value);
  }
  return /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text) ? finite(Number(text)) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
