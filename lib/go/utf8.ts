/** UTF-8 inside octet strings, as Go reads and writes it (RFC 3629): places and lengths count octets. */
import { utf8Octets } from "../text/octets.ts";

/** A character of an octet string and how many octets it takes; U+FFFD and 1 where the octets are no UTF-8. */
export interface Rune {
  readonly code: number;
  readonly octets: number;
}

/** U+FFFD, which stands for octets that are no UTF-8. */
export const REPLACEMENT = 0xff_fd;

const INVALID: Rune = { code: REPLACEMENT, octets: 1 };
/** The smallest code that may be written with 2, 3 and 4 octets (RFC 3629 section 3). */
const SMALLEST: readonly number[] = [0, 0, 0x80, 0x8_00, 0x1_00_00];

/** The character that starts at `at`. */
export function runeAt(octets: string, at: number): Rune {
  const first = octets.charCodeAt(at);
  if (first < 0x80) return { code: first, octets: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return INVALID;
  let code = first & (0xff >> (length + 1));
  for (let next = 1; next < length; next++) {
    const octet = octets.charCodeAt(at + next);
    if ((octet & 0xc0) !== 0x80) return INVALID;
    code = (code << 6) | (octet & 0x3f);
  }
  const isSurrogate = code >= 0xd8_00 && code <= 0xdf_ff;
  return isSurrogate || code > 0x10_ff_ff || code < (SMALLEST[length] ?? 0) ? INVALID : { code, octets: length };
}

/** All characters of an octet string, one after the other. */
export function* runesOf(octets: string): Generator<Rune> {
  for (let at = 0; at < octets.length; ) {
    const rune = runeAt(octets, at);
    yield rune;
    at += rune.octets;
  }
}

/** How many characters an octet string has. */
export function countRunes(octets: string): number {
  let count = 0;
  for (let at = 0; at < octets.length; count++) at += runeAt(octets, at).octets;
  return count;
}

/** The text that the octets are the UTF-8 form of; U+FFFD for each octet that is none. */
export function textOfOctets(octets: string): string {
  let text = "";
  for (const { code } of runesOf(octets)) text += String.fromCodePoint(code);
  return text;
}

/** The octets of a character, those of U+FFFD for a number that is none (utf8.AppendRune). */
export function octetsOfRune(code: number): string {
  return utf8Octets(String.fromCodePoint(isRune(code) ? code : REPLACEMENT));
}

/** True for the number of a character; a surrogate is none (utf8.ValidRune). */
export function isRune(code: number): boolean {
  return code >= 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
}
