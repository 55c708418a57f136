/**
 * Patterns of file names as Go's `filepath.Match` reads them on Unix: `*`, `?`, classes and backslashes, and neither
 * braces nor `**`. It works on octets as Go does: a star may end within a character.
 */
import { utf8Octets } from "../text/octets.ts";
import { CharacterClass, readClass } from "./character-class.ts";
import { runeAt } from "./utf8.ts";

/** Stands for Go's `ErrBadPattern`. */
export const MALFORMED = "malformed";

/** An octet that stands for itself, or a class. */
type Part = string | CharacterClass;

/** What a question mark stands for. */
const ANY = new CharacterClass(true, [["/".charCodeAt(0), "/".charCodeAt(0)]]);

/** What stands between two stars. */
interface Chunk {
  readonly isAfterStar: boolean;
  /** None when a class has no end, or a backslash nothing behind it. */
  readonly parts: readonly Part[] | undefined;
}

/** A pattern, taken apart once. */
export class FilePattern {
  readonly #chunks: readonly Chunk[];

  constructor(pattern: string) {
    this.#chunks = chunksOf(utf8Octets(pattern));
  }

  /**
   * Whether the whole name has this form. Go, and so this, says that a pattern is malformed only when the name has come
   * as far as the chunk that is. No star is tried again once the chunk behind it has found its place.
   */
  matches(text: string): boolean | typeof MALFORMED {
    const name = utf8Octets(text);
    let at = 0;
    for (const [index, { isAfterStar, parts }] of this.#chunks.entries()) {
      if (parts === undefined) return MALFORMED;
      if (isAfterStar && parts.length === 0) return !name.includes("/", at);
      const isLast = index === this.#chunks.length - 1;
      at = placeOf(parts, name, { from: at, mayMove: isAfterStar, mustEnd: isLast });
      if (at < 0) return false;
    }
    return at === name.length;
  }
}

/** Where the first place for a chunk ends, and -1 without one. */
function placeOf(
  parts: readonly Part[],
  name: string,
  { from, mayMove, mustEnd }: { readonly from: number; readonly mayMove: boolean; readonly mustEnd: boolean },
): number {
  // Every part takes one octet at least.
  const lastStart = name.length - parts.length;
  for (let start = from; start <= lastStart; start++) {
    const end = endOf(parts, name, start);
    if (end >= 0 && (!mustEnd || end === name.length)) return end;
    if (!mayMove || name[start] === "/") return -1;
  }
  return -1;
}

function endOf(parts: readonly Part[], name: string, start: number): number {
  let at = start;
  for (const part of parts) {
    if (typeof part === "string") {
      if (name[at] !== part) return -1;
      at++;
    } else {
      if (at >= name.length || !part.has(name, at)) return -1;
      at += runeAt(name, at).octets;
    }
  }
  return at;
}

function chunksOf(pattern: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < pattern.length; ) {
    let start = at;
    while (pattern[start] === "*") start++;
    const end = chunkEnd(pattern, start);
    chunks.push({ isAfterStar: start > at, parts: partsOf(pattern.slice(start, end)) });
    at = end;
  }
  return chunks;
}

/** A star in brackets ends no chunk; here even the first closing bracket ends a class. */
function chunkEnd(pattern: string, start: number): number {
  let isInClass = false;
  for (let at = start; at < pattern.length; at++) {
    const octet = pattern[at];
    if (octet === "\\") at++;
    else if (octet === "[") isInClass = true;
    else if (octet === "]") isInClass = false;
    else if (octet === "*" && !isInClass) return at;
  }
  return pattern.length;
}

function partsOf(chunk: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (let at = 0; at < chunk.length; at++) {
    const octet = chunk[at];
    if (octet === "[") {
      const read = readClass(chunk, at + 1);
      if (read === undefined) return undefined;
      parts.push(read.value);
      at = read.end - 1;
    } else if (octet === "?") {
      parts.push(ANY);
    } else {
      if (octet === "\\") at++;
      const literal = chunk[at];
      if (literal === undefined) return undefined;
      parts.push(literal);
    }
  }
  return parts;
}
