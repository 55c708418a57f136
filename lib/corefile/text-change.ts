/** Changes of a text as values. */

/** So many characters from an offset on give way to others. Offsets count UTF-16 units from 0. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: string;
}

/** One change that makes one text out of the other: what lies between their common start and their common end. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  const rest = shorter - start;
  while (end < rest && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { offset: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}
