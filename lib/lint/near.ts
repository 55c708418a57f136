/** Words that were probably meant. */

/** Whether two words differ by a letter or two: left out, added, wrong, or in the wrong place. */
export function isNear(word: string, other: string): boolean {
  if (word === other || Math.abs(word.length - other.length) > 2 || word.length < 4) return false;
  return distance(word, other.toLowerCase()) <= 2;
}

/** The distance of Levenshtein. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at++) {
    const next = [at];
    for (let index = 1; index <= right.length; index++) {
      const change = left[at - 1] === right[index - 1] ? 0 : 1;
      next.push(Math.min((row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1, (row[index - 1] ?? 0) + change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
