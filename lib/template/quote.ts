/** Go's quoted literals: written as `%q` does, and read as strconv.Unquote does. */
import { utf8Octets } from "../text/octets.ts";
import { isPrintable, REPLACEMENT, runeAt } from "./octets.ts";

const NAMED: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

/** How a literal is written. */
export interface QuoteStyle {
  readonly mark: '"' | "'";
  /** Whether everything beyond ASCII is escaped. */
  readonly ascii: boolean;
}

const DOUBLE: QuoteStyle = { mark: '"', ascii: false };

/** An octet string in double quotes; only its first `limit` characters when that is given. */
export function quote(octets: string, limit = Number.POSITIVE_INFINITY, style: QuoteStyle = DOUBLE): string {
  let quoted = "";
  let count = 0;
  for (let at = 0; at < octets.length && count < limit; count++) {
    const rune = runeAt(octets, at);
    const sequence = octets.slice(at, at + rune.octets);
    const isInvalid = rune.code === REPLACEMENT && rune.octets === 1;
    quoted += isInvalid ? hexEscape("x", octets.charCodeAt(at), 2) : escapeRune(sequence, rune.code, style);
    at += rune.octets;
  }
  return style.mark + quoted + style.mark;
}

/** A character constant: `'x'`. What is no character becomes U+FFFD. */
export function quoteRune(code: number, ascii = false): string {
  const legal = code < 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff) ? REPLACEMENT : code;
  const style: QuoteStyle = { mark: "'", ascii };
  return `'${escapeRune(utf8Octets(String.fromCodePoint(legal)), legal, style)}'`;
}

function escapeRune(sequence: string, code: number, { mark, ascii }: QuoteStyle): string {
  if (sequence === mark) return `\\${mark}`;
  const named = NAMED[sequence];
  if (named !== undefined) return named;
  if (code < 0x80 ? code >= 0x20 && code !== 0x7f : !ascii && isPrintable(code)) return sequence;
  if (code < 0x20 || code === 0x7f) return hexEscape("x", code, 2);
  return code > 0xff_ff ? hexEscape("U", code, 8) : hexEscape("u", code, 4);
}

function hexEscape(letter: string, value: number, width: number): string {
  return `\\${letter}${value.toString(16).padStart(width, "0")}`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** Widths of the escapes that give a number in hexadecimal. */
const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

interface Unescaped {
  readonly octets: string;
  readonly next: number;
}

/**
 * What a literal in double quotes or back quotes stands for, as octets. `undefined` where Go says `invalid syntax`.
 */
export function unquote(literal: string): string | undefined {
  const mark = literal.charAt(0);
  if (literal.length < 2 || !literal.endsWith(mark)) return undefined;
  const inside = literal.slice(1, -1);
  if (mark === "`") return inside.includes("`") ? undefined : inside.replaceAll("\r", "");
  if (mark !== '"' || inside.includes("\n")) return undefined;
  let octets = "";
  for (let at = 0; at < inside.length; ) {
    const step = unescapeAt(inside, at, mark);
    if (step === undefined) return undefined;
    octets += step.octets;
    at = step.next;
  }
  return octets;
}

/** The character code of a constant such as `'x'` or `'\n'`, or what is wrong with it. */
export function unquoteRune(literal: string): number | "syntax" | "malformed" {
  const inside = literal.slice(1, -1);
  const isOctet = HEX_WIDTH[inside.charAt(1)] === 2 || /^[0-7]$/.test(inside.charAt(1));
  const step = unescapeAt(inside, 0, "'");
  if (inside === "" || step === undefined) return "syntax";
  if (step.next !== inside.length) return "malformed";
  return inside.startsWith("\\") && isOctet ? step.octets.charCodeAt(0) : runeAt(step.octets, 0).code;
}

function unescapeAt(text: string, at: number, mark: string): Unescaped | undefined {
  const character = text.charAt(at);
  if (character === mark) return undefined;
  if (character !== "\\") {
    const { octets } = runeAt(text, at);
    return { octets: text.slice(at, at + octets), next: at + octets };
  }
  const letter = text.charAt(at + 1);
  const named = ESCAPED[letter];
  if (named !== undefined) return { octets: named, next: at + 2 };
  if (letter === mark && letter !== "") return { octets: letter, next: at + 2 };
  const width = HEX_WIDTH[letter];
  if (width !== undefined) return unescapeHex(text, at, width);
  return unescapeOctal(text, at);
}

function unescapeHex(text: string, at: number, width: number): Unescaped | undefined {
  const digits = text.slice(at + 2, at + 2 + width);
  if (digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  const next = at + 2 + width;
  if (width === 2) return { octets: String.fromCharCode(value), next };
  const isRune = value <= 0x10_ff_ff && !(value >= 0xd8_00 && value <= 0xdf_ff);
  return isRune ? { octets: utf8Octets(String.fromCodePoint(value)), next } : undefined;
}

function unescapeOctal(text: string, at: number): Unescaped | undefined {
  const digits = text.slice(at + 1, at + 4);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 8);
  return value > 0xff ? undefined : { octets: String.fromCharCode(value), next: at + 4 };
}
