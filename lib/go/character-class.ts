/** Classes of characters in Go's file patterns, `[a-z]` and `[^a-z]`, and the characters of UTF-8 that they are about; texts are octet strings. */

/** What Go takes an octet for that is no part of a character. */
const REPLACEMENT = 0xfffd;

/** The characters of a class. */
export class CharacterClass {
  readonly #isNegated: boolean;
  readonly #ranges: readonly (readonly [low: number, high: number])[];

  constructor(isNegated: boolean, ranges: readonly (readonly [low: number, high: number])[]) {
    this.#isNegated = isNegated;
    this.#ranges = ranges;
  }

  /** Whether the character that starts at an octet is in it; a slash may be, too. */
  has(octets: string, at: number): boolean {
    const rune = runeAt(octets, at);
    return this.#ranges.some(([low, high]) => low <= rune && rune <= high) !== this.#isNegated;
  }
}

/** The class whose opening bracket stands before `start`; undefined for one that Go calls a bad pattern. */
export function readClass(
  pattern: string,
  start: number,
): { readonly value: CharacterClass; readonly end: number } | undefined {
  const isNegated = pattern[start] === "^";
  const ranges: (readonly [number, number])[] = [];
  let at = isNegated ? start + 1 : start;
  while (pattern[at] !== "]" || ranges.length === 0) {
    const low = readBound(pattern, at);
    if (low === undefined) return undefined;
    const high = pattern[low.end] === "-" ? readBound(pattern, low.end + 1) : low;
    if (high === undefined) return undefined;
    ranges.push([low.rune, high.rune]);
    at = high.end;
  }
  return { value: new CharacterClass(isNegated, ranges), end: at + 1 };
}

/** A character of a class; none may be the last of the pattern, and a hyphen or a bracket needs a backslash. */
function readBound(pattern: string, start: number): { readonly rune: number; readonly end: number } | undefined {
  const first = pattern[start];
  if (first === "-" || first === "]") return undefined;
  const at = first === "\\" ? start + 1 : start;
  const end = at + runeSize(pattern, at);
  return end < pattern.length ? { rune: runeAt(pattern, at), end } : undefined;
}

/** How many octets the character takes that starts at an octet: one for an octet that is no part of a character. */
export function runeSize(octets: string, at: number): number {
  const first = octets.charCodeAt(at);
  if (first < 0xc2 || first > 0xf4) return 1;
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = octets.charCodeAt(at + 1);
  // Neither a longer form than needed, nor half of a pair, nor beyond the last character.
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (!(second >= lowest && second <= highest)) return 1;
  for (let offset = 2; offset < size; offset++) {
    if ((octets.charCodeAt(at + offset) & 0xc0) !== 0x80) return 1;
  }
  return size;
}

function runeAt(octets: string, at: number): number {
  const first = octets.charCodeAt(at);
  if (first < 0x80) return first;
  const size = runeSize(octets, at);
  if (size === 1) return REPLACEMENT;
  let rune = first & (0x7f >> size);
  for (let offset = 1; offset < size; offset++) rune = (rune << 6) | (octets.charCodeAt(at + offset) & 0x3f);
  return rune;
}
