/** Classes of characters in Go's file patterns, `[a-z]` and `[^a-z]`, and the characters of UTF-8 that they are about; texts are octet strings. */
import { runeAt } from "./utf8.ts";

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
    const { code } = runeAt(octets, at);
    return this.#ranges.some(([low, high]) => low <= code && code <= high) !== this.#isNegated;
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
  const { code, octets } = runeAt(pattern, at);
  const end = at + octets;
  return end < pattern.length ? { rune: code, end } : undefined;
}
