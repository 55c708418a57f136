/** The one stretch in which two texts differ: an edit of no more than that leaves cursors and marks where they are. */

/** Offsets in the text before, and what stands there in the one after. */
export interface DifferingPart {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** Line breaks are not cut in two: editors count a carriage return and a line feed as one. */
export function differingPart(before: string, after: string): DifferingPart {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  while (start > 0 && !isBetween(before, start)) start -= 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  while (same > 0 && !(isBetween(before, before.length - same) && isBetween(after, after.length - same))) same -= 1;
  return { start, end: before.length - same, inserted: after.slice(start, after.length - same) };
}

/** False within a line break of two characters and within a surrogate pair. */
function isBetween(text: string, at: number): boolean {
  const [left, right] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  if (left === 0x0d && right === 0x0a) return false;
  return !(left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff);
}
