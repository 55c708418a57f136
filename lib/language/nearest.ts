/** Words that are spelled much like another one. */

/** The candidates nearest to a word, the nearest first; none that differs in more than a third of it. */
export function nearestWords(word: string, candidates: readonly string[], count = 3): readonly string[] {
  const wanted = word.toLowerCase();
  if (wanted === "" || wanted.length > MAX_LENGTH) return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => candidate !== word && distance <= allowed)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

const MAX_LENGTH = 64;
/** A word that only goes on is nearer than one with as many letters wrong. */
const GOES_ON = 0.9;

/** Letters to add, to drop, to replace or to swap with their neighbour. */
function distanceOf(left: string, right: string): number {
  if (left.length >= 3 && right.startsWith(left)) return GOES_ON;
  if (Math.abs(left.length - right.length) > left.length) return Number.POSITIVE_INFINITY;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const replaced = (last[column - 1] ?? 0) + (isSame ? 0 : 1);
      let best = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && isSwapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
