/** Words of plain lines that are letters only, as numbers: no text is made to know one. */

import { RRType } from "../iana/rrtype.ts";
import { octetAt } from "../wire/octets.ts";
import type { PlainCursor } from "./plain-cursor.ts";

/** More letters would not fit into a small number. */
const LONGEST_WORD = 6;
const BITS_PER_LETTER = 5;
const LETTER_MASK = 0x1f;
const CASE = 0x20;
const SMALL_A = 0x61;
const SMALL_Z = 0x7a;

const TYPES: ReadonlyMap<number, number> = new Map(
  Object.entries(RRType)
    .filter(([name]) => name.length <= LONGEST_WORD && /^[A-Z]+$/.test(name))
    .map(([name, type]) => [wordNumber(name), type]),
);

/** The number of a word of letters in either case. */
export function wordNumber(word: string): number {
  return [...word].reduce((number, letter) => (number << BITS_PER_LETTER) | (letter.charCodeAt(0) & LETTER_MASK), 0);
}

/** Reads letters up to a blank or the end as a number; 0 for none, -1 when there is anything else. */
export function readWord(line: PlainCursor): number {
  const { octets, end, at: from } = line;
  let at = from;
  let word = 0;
  for (; at < end; at++) {
    const letter = octetAt(octets, at) | CASE;
    if (letter < SMALL_A || letter > SMALL_Z) break;
    if (at - from === LONGEST_WORD) return -1;
    word = (word << BITS_PER_LETTER) | (letter & LETTER_MASK);
  }
  line.at = at;
  return line.isWordOver() ? word : -1;
}

/** The RR type that a word's number stands for, if it is one. */
export function typeOfWord(word: number): number | undefined {
  return TYPES.get(word);
}
