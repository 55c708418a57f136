/** Changes of a text as values. */

/** So many characters from an offset on give way to others. Offsets count UTF-16 units from 0. */
export interface TextChange {
  readonly offset: number;
  readonly removed: number;
  readonly inserted: string;
}

/** A text after changes, each of which counts from the text that the one before it left. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  if (changes.length > 1 && areFromTheEnd(changes)) return applyFromTheEnd(text, changes);
  let changed = text;
  for (const { offset, removed, inserted } of changes) {
    changed = changed.slice(0, offset) + inserted + changed.slice(offset + removed);
  }
  return changed;
}

/** True when each change lies before the one before it, as those of many cursors come: then none moves another. */
function areFromTheEnd(changes: readonly TextChange[]): boolean {
  return changes.every(({ offset, removed }, index) => {
    const before = changes[index - 1];
    return before === undefined || offset + removed <= before.offset;
  });
}

function applyFromTheEnd(text: string, changes: readonly TextChange[]): string {
  const parts: string[] = [];
  let end = text.length;
  for (const { offset, removed, inserted } of changes) {
    parts.push(text.slice(offset + removed, end), inserted);
    end = offset;
  }
  parts.push(text.slice(0, end));
  return parts.reverse().join("");
}

/** So many characters are compared at a time, which is much faster than one by one. */
const STRETCH = 4096;

/** One change that makes one text out of the other: what lies between their common start and their common end. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STRETCH <= shorter && isSame(before, after, { start, back: 0 })) start += STRETCH;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  const rest = shorter - start;
  const back = after.length - before.length;
  while (end + STRETCH <= rest && isSame(before, after, { start: before.length - end - STRETCH, back })) end += STRETCH;
  while (end < rest && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { offset: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/** True when a stretch of one text stands in the other one, so many characters further back. */
function isSame(before: string, after: string, { start, back }: { readonly start: number; readonly back: number }) {
  return before.slice(start, start + STRETCH) === after.slice(start + back, start + back + STRETCH);
}
