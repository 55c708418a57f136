/** Number constants, each under all the types that can hold it, as Go's ideal constants are. */
import { quoteOctets as quote } from "../go/quote.ts";
import { parseBigInt, parseBigUint, parseFloat64 } from "../go/strconv.ts";
import { unquoteRune } from "../go/unquote.ts";
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
  const signed = parseBigInt(text, 0, 64);
  const unsigned = parseBigUint(text, 0, 64);
  const int = signed.ok ? signed.value : undefined;
  const uint = unsigned.ok ? unsigned.value : int === 0n ? int : undefined;
  const whole = int ?? uint;
  if (whole !== undefined) return { int, uint, float: Number(whole), isWrittenAsFloat };
  const reading = parseFloat64(text);
  if (!reading.ok) throw new TemplateError(`illegal number syntax: ${quote(text)}`);
  const float = reading.value;
  if (!/[.eEpP]/.test(text)) throw new TemplateError(`integer overflow: ${quote(text)}`);
  return { int: asInteger(float, MIN_INT, MAX_INT), uint: asInteger(float, 0n, MAX_UINT), float, isWrittenAsFloat };
}

function asInteger(float: number, min: bigint, max: bigint): bigint | undefined {
  if (!Number.isInteger(float)) return undefined;
  const whole = BigInt(float);
  return whole >= min && whole <= max ? whole : undefined;
}
