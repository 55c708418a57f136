/** Numbers as Go's strconv reads them, with its error texts. */
import { quote } from "./quote.ts";

/** An integer of any size, or what Go says. */
export type IntegerReading =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly error: string; readonly why: string };

/** A number, or what Go says. */
export type NumberReading =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly error: string };

const SYNTAX = "invalid syntax";
const RANGE = "value out of range";
const WORD_BITS = 64;

function failed(
  name: string,
  text: string,
  why: string,
): { readonly ok: false; readonly error: string; readonly why: string } {
  return { ok: false, error: `strconv.${name}: parsing ${quote(text)}: ${why}`, why };
}

/** strconv.Atoi: a decimal number with a sign if wanted, 64 bits. */
export function atoi(text: string): NumberReading {
  return asNumber(signed("Atoi", text, { base: 10, bits: WORD_BITS }));
}

/** strconv.ParseInt with base 10. */
export function parseInt10(text: string, bits: number): NumberReading {
  return asNumber(parseBigInt(text, 10, bits));
}

/** strconv.ParseUint with base 10. */
export function parseUint10(text: string, bits: number): NumberReading {
  return asNumber(parseBigUint(text, 10, bits));
}

/** strconv.ParseUint with base 0: 0x, 0b, 0o and a leading 0 for octal. */
export function parseUintAnyBase(text: string, bits: number): NumberReading {
  return asNumber(parseBigUint(text, 0, bits));
}

/** strconv.ParseInt: with base 0 the prefixes of Go's own source count, and underscores. */
export function parseBigInt(text: string, base: number, bits: number): IntegerReading {
  return signed("ParseInt", text, { base, bits });
}

/** strconv.ParseUint: like `parseBigInt`, but without a sign. */
export function parseBigUint(text: string, base: number, bits: number): IntegerReading {
  const value = digitsValue(text, base, bits);
  return typeof value === "string" ? failed("ParseUint", text, value) : { ok: true, value };
}

function asNumber(reading: IntegerReading): NumberReading {
  return reading.ok ? { ok: true, value: Number(reading.value) } : reading;
}

function signed(
  name: string,
  text: string,
  { base, bits }: { readonly base: number; readonly bits: number },
): IntegerReading {
  const size = digitsValue(/^[-+]/.test(text) ? text.slice(1) : text, base, bits);
  if (typeof size === "string") return failed(name, text, size);
  const value = text.startsWith("-") ? -size : size;
  const limit = 1n << BigInt((bits === 0 ? WORD_BITS : bits) - 1);
  return value >= limit || value < -limit ? failed(name, text, RANGE) : { ok: true, value };
}

/** The value of digits without a sign, or why there is none, whichever comes first. */
function digitsValue(text: string, base: number, bits: number): bigint | string {
  if (text === "") return SYNTAX;
  if (base !== 0 && (base < 2 || base > 36)) return `invalid base ${base}`;
  if (bits < 0 || bits > WORD_BITS) return `invalid bit size ${bits}`;
  const { start, radix } = base === 0 ? prefixOf(text) : { start: 0, radix: base };
  const limit = 1n << BigInt(bits === 0 ? WORD_BITS : bits);
  let value = 0n;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "_" && base === 0) continue;
    const digit = /[0-9a-zA-Z]/.test(character) ? Number.parseInt(character, 36) : radix;
    if (digit >= radix) return SYNTAX;
    value = value * BigInt(radix) + BigInt(digit);
    if (value >= limit) return RANGE;
  }
  return hasGoodUnderscores(text) || base !== 0 ? value : SYNTAX;
}

const RADIXES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

function prefixOf(text: string): { readonly start: number; readonly radix: number } {
  if (!text.startsWith("0")) return { start: 0, radix: 10 };
  const radix = text.length < 3 ? undefined : RADIXES[text.charAt(1).toLowerCase()];
  return radix === undefined ? { start: 1, radix: 8 } : { start: 2, radix };
}

/** Underscores stand between digits, one at a time; a prefix counts as a digit. */
function hasGoodUnderscores(text: string): boolean {
  return !/__|_$|^_/.test(text);
}

const HEXADECIMAL = /^([-+]?)0[xX]((?:_?[0-9a-fA-F])*)\.?([0-9a-fA-F](?:_?[0-9a-fA-F])*)?[pP]([-+]?[0-9](?:_?[0-9])*)$/;
/** Digits with underscores between them as in Go's own source. */
const DECIMAL =
  /^[+-]?(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** strconv.ParseFloat with 64 bits. */
export function parseFloat64(text: string): NumberReading {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    if (special[2] === undefined)
      return special[1] === "" ? { ok: true, value: Number.NaN } : failed("ParseFloat", text, SYNTAX);
    return { ok: true, value: special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  }
  const plain = text.replaceAll("_", "");
  const value = HEXADECIMAL.test(text) ? hexadecimal(plain) : DECIMAL.test(text) ? Number(plain) : undefined;
  if (value === undefined) return failed("ParseFloat", text, SYNTAX);
  return Number.isFinite(value) ? { ok: true, value } : failed("ParseFloat", text, RANGE);
}

function hexadecimal(plain: string): number | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = HEXADECIMAL.exec(plain) ?? [];
  if (whole + fraction === "") return undefined;
  const power = Number(exponent) - 4 * fraction.length;
  // In two steps: a power of its own may be too small where the product is not.
  const half = Math.trunc(power / 2);
  const value = Number.parseInt(whole + fraction, 16) * 2 ** half * 2 ** (power - half);
  return sign === "-" ? -value : value;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  1: true,
  t: true,
  T: true,
  TRUE: true,
  true: true,
  True: true,
  0: false,
  f: false,
  F: false,
  FALSE: false,
  false: false,
  False: false,
};

/** strconv.ParseBool; the error text when the word is none that Go knows. */
export function parseBool(
  text: string,
): { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: string } {
  const value = Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : undefined;
  return value === undefined ? failed("ParseBool", text, SYNTAX) : { ok: true, value };
}
