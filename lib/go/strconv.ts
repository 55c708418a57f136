/** Numbers as Go's strconv reads them, with its error texts. */
import { quote } from "./quote.ts";

/** A number, or what Go says. */
export type NumberReading =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly error: string };

const SYNTAX = "invalid syntax";
const RANGE = "value out of range";

function failed(name: string, text: string, why: string): NumberReading {
  return { ok: false, error: `strconv.${name}: parsing ${quote(text)}: ${why}` };
}

/** strconv.Atoi: a decimal number with a sign if wanted, 64 bits. */
export function atoi(text: string): NumberReading {
  return signed("Atoi", text, 64);
}

/** strconv.ParseInt with base 10. */
export function parseInt10(text: string, bits: number): NumberReading {
  return signed("ParseInt", text, bits);
}

function signed(name: string, text: string, bits: number): NumberReading {
  if (!/^[+-]?[0-9]+$/.test(text)) return failed(name, text, SYNTAX);
  const value = BigInt(text.replace("+", ""));
  const limit = 1n << BigInt(bits - 1);
  if (value >= limit || value < -limit) return failed(name, text, RANGE);
  return { ok: true, value: Number(value) };
}

/** strconv.ParseUint with base 10. */
export function parseUint10(text: string, bits: number): NumberReading {
  if (!/^[0-9]+$/.test(text)) return failed("ParseUint", text, SYNTAX);
  return unsigned(text, text, bits);
}

/** The prefixes of base 0, and underscores between digits as in Go's own source. */
const ANY_BASE = /^(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;

/** strconv.ParseUint with base 0: 0x, 0b, 0o and a leading 0 for octal. */
export function parseUintAnyBase(text: string, bits: number): NumberReading {
  if (!ANY_BASE.test(text)) return failed("ParseUint", text, SYNTAX);
  const plain = text.replaceAll("_", "").toLowerCase();
  return unsigned(text, /^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain, bits);
}

function unsigned(text: string, digits: string, bits: number): NumberReading {
  const value = BigInt(digits);
  if (value >= 1n << BigInt(bits)) return failed("ParseUint", text, RANGE);
  return { ok: true, value: Number(value) };
}

/** Digits with underscores between them as in Go's own source. */
const DECIMAL =
  /^[+-]?(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** strconv.ParseFloat with 64 bits, hexadecimal floating-point numbers aside. */
export function parseFloat64(text: string): NumberReading {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    if (special[2] === undefined)
      return special[1] === "" ? { ok: true, value: Number.NaN } : failed("ParseFloat", text, SYNTAX);
    return { ok: true, value: special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  }
  if (!DECIMAL.test(text)) return failed("ParseFloat", text, SYNTAX);
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? { ok: true, value } : failed("ParseFloat", text, RANGE);
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
  return value === undefined
    ? { ok: false, error: `strconv.ParseBool: parsing ${quote(text)}: ${SYNTAX}` }
    : { ok: true, value };
}
