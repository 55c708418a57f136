/** Texts in quotes as Go's strconv writes them: Quote, QuoteToASCII, QuoteRune, and `%q` of fmt. */
import { isRune, octetsOfRune, REPLACEMENT, runeAt } from "./utf8.ts";

const NAMED: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  92: "\\\\",
};

/** How a literal is written. */
export interface QuoteStyle {
  readonly mark: '"' | "'";
  /** Whether everything beyond ASCII is escaped. */
  readonly ascii: boolean;
}

const DOUBLE: QuoteStyle = { mark: '"', ascii: false };
const ASCII: QuoteStyle = { mark: '"', ascii: true };

/** Texts that stand between quotes as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A text in double quotes, with what cannot be printed escaped (strconv.Quote). */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let quoted = "";
  for (const character of text) quoted += escapeOf(character.codePointAt(0) ?? 0, DOUBLE) ?? character;
  return `"${quoted}"`;
}

/** An octet string in double quotes; only its first `limit` characters when that is given. Octets again. */
export function quoteOctets(octets: string, limit = Number.POSITIVE_INFINITY, style: QuoteStyle = DOUBLE): string {
  let quoted = "";
  let count = 0;
  for (let at = 0; at < octets.length && count < limit; count++) {
    const rune = runeAt(octets, at);
    const isInvalid = rune.code === REPLACEMENT && rune.octets === 1;
    quoted += isInvalid
      ? hexEscape("x", octets.charCodeAt(at), 2)
      : (escapeOf(rune.code, style) ?? octets.slice(at, at + rune.octets));
    at += rune.octets;
  }
  return style.mark + quoted + style.mark;
}

/** An octet string in double quotes, in ASCII alone: UTF-8 as `\u00e9`, other octets as `\xff` (strconv.QuoteToASCII). */
export function quoteToAscii(octets: string): string {
  return quoteOctets(octets, Number.POSITIVE_INFINITY, ASCII);
}

/** A character constant: `'x'`. What is no character becomes U+FFFD. Octets. */
export function quoteRune(code: number, ascii = false): string {
  const octets = octetsOfRune(code);
  return `'${escapeOf(runeAt(octets, 0).code, { mark: "'", ascii }) ?? octets}'`;
}

/** `U+0025 '%'`: a character as errors name it (fmt, `%#U`). */
export function describeRune(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return isPrintable(code) ? `${hex} '${String.fromCodePoint(code)}'` : hex;
}

/** True for what Go prints as it is: no control characters, no spaces but U+0020, nothing unassigned (strconv.IsPrint). */
export function isPrintable(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  return isRune(code) && !/[\p{C}\p{Z}]/u.test(String.fromCodePoint(code));
}

/** What stands for a character; undefined for one that stands for itself. */
function escapeOf(code: number, { mark, ascii }: QuoteStyle): string | undefined {
  if (code === mark.charCodeAt(0)) return `\\${mark}`;
  const named = NAMED[code];
  if (named !== undefined) return named;
  if (code < 0x7f ? code >= 0x20 : code >= 0x80 && !ascii && isPrintable(code)) return undefined;
  if (code < 0x80) return hexEscape("x", code, 2);
  return code > 0xff_ff ? hexEscape("U", code, 8) : hexEscape("u", code, 4);
}

function hexEscape(letter: string, value: number, width: number): string {
  return `\\${letter}${value.toString(16).padStart(width, "0")}`;
}
