/** Number constants, each under all the types that can hold it, as Go's ideal constants are. */
import { quoteOctets as quote } from "../go/quote.ts";
import { parseBigInt, parseBigUint, parseFloat64 } from "../go/strconv.ts";
import { unquoteRune } from "../go/unquote.ts";
import { TemplateError } from "./template-error.ts";

/** What a constant may be read as; no integer where none fits. */
export interface NumberConstant {
  readonly int: bigint | undefined;
  readonly float: number;
  /** True when nothing but the form says that it is a float: `1.0`, `1e3`. */
  readonly isWrittenAsFloat: boolean;
}

/** Reads a character constant. Throws `TemplateError` with what Go says of it. */
export function readCharacterConstant(text: string): NumberConstant {
  const code = unquoteRune(text);
  if (code === "syntax") throw new TemplateError("invalid syntax");
  if (code === "malformed") throw new TemplateError(`malformed character constant: ${text}`);
  return { int: BigInt(code), float: code, isWrittenAsFloat: false };
}

/** Reads a number. Throws `TemplateError` with what Go says of it. */
export function readNumberConstant(text: string): NumberConstant {
  if (text.endsWith("i") && !/^[-+]?0[xX]/.test(text))
    throw new TemplateError(`complex numbers are not supported here: ${quote(text)}`);
  const isWrittenAsFloat = /[.eEpP]/.test(text) && !(/^0[xX]./.test(text) && !/[pP]/.test(text));
  const signed = parseBigInt(text, 0, 64);
  if (signed.ok) return { int: signed.value, float: Number(signed.value), isWrittenAsFloat };
  const unsigned = parseBigUint(text, 0, 64);
  if (unsigned.ok) return { int: undefined, float: Number(unsigned.value), isWrittenAsFloat };
  const reading = parseFloat64(text);
  if (!reading.ok) throw new TemplateError(`illegal number syntax: ${quote(text)}`);
  const float = reading.value;
  if (!/[.eEpP]/.test(text)) throw new TemplateError(`integer overflow: ${quote(text)}`);
  return { int: asInteger(float), float, isWrittenAsFloat };
}

/** The integer of 64 bits that a float is. */
function asInteger(float: number): bigint | undefined {
  if (!Number.isInteger(float)) return undefined;
  const whole = BigInt(float);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}
