/** Words that were probably meant: those that are spelled much like another one, or made of the same parts. */

/** The candidates nearest to a word, the nearest first; none that is too far from it. */
export function nearestWords(word: string, candidates: readonly string[], count = 3): readonly string[] {
  const wanted = word.toLowerCase();
  if (wanted === "" || wanted.length > MAX_LENGTH) return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const near = candidates
    .filter((candidate) => candidate !== word && candidate.length <= MAX_LENGTH)
    .map((candidate) => ({ candidate, distance: howFar(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((left, right) => left.distance - right.distance);
  const isSure = (near[0]?.distance ?? allowed) <= SAME_LETTERS;
  return near.slice(0, isSure ? 1 : count).map(({ candidate }) => candidate);
}

/** Two or three words as a question. */
export function didYouMean(words: readonly string[]): string {
  return `Did you mean ${inAlternatives(words)}?`;
}

/** "a", "a or b", "a, b or c". */
function inAlternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

const MAX_LENGTH = 64;
/** A word that only goes on is nearer than one with as many letters wrong. */
const GOES_ON = 0.9;
/** So is one that is a part of the other: `timeout` of `read_timeout`; the earlier the part, the nearer. */
const IS_PART = 0.91;
const LATER_PART = 0.01;
/** Parts of fewer letters say nothing. */
const MIN_PART = 3;
/** Nothing but signs between the parts differ. */
const SAME_LETTERS = 0.1;

function howFar(left: string, right: string): number {
  if (left === right) return 0;
  if (withoutSigns(left) === withoutSigns(right)) return SAME_LETTERS;
  if (left.length >= MIN_PART && right.startsWith(left)) return GOES_ON;
  return Math.min(asPart(left, right), asPart(right, left), distanceOf(left, right));
}

function withoutSigns(word: string): string {
  return word.replaceAll(/[-_]/g, "");
}

function asPart(short: string, long: string): number {
  const parts = long.split(/[-_]/);
  const wanted = short.split(/[-_]/);
  if (parts.length <= wanted.length || short.length < MIN_PART) return Number.POSITIVE_INFINITY;
  const at = parts.findIndex((_, index) => wanted.every((part, offset) => parts[index + offset] === part));
  return at < 0 ? Number.POSITIVE_INFINITY : IS_PART + at * LATER_PART;
}

/** Letters to add, to drop, to replace or to swap with their neighbour. */
function distanceOf(left: string, right: string): number {
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
