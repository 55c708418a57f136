/** What each word of a line is: the data behind colours, links and the hover over a word that is there. */
import { planOf, shareWords } from "./check/share-words.ts";
import type { Arguments, ClausesLine, FormsLine, Line } from "./line.ts";
import { isClosedKind } from "./meant.ts";
import { clausePlace, formOf, formPlace, type Place, placeOf } from "./places.ts";

/** The place of each word of a line; undefined for words that the line has no place for. */
export type WordPlaces = readonly (Place | undefined)[];

/** What each of these words of a line is. */
export function wordPlaces(line: Line<unknown>, words: readonly string[]): WordPlaces {
  switch (line.shape) {
    case "ordered":
      return inOrder(line.args, words);
    case "forms":
      return inForm(line, words);
    case "clauses":
      return inClauses(line, words);
    case "custom":
      return likeliest(line.looks, words);
  }
}

const placesOfArguments = new WeakMap<Arguments, readonly Place[]>();

/** The place of each argument, made once for each description. */
function placesOf(args: Arguments): readonly Place[] {
  const known = placesOfArguments.get(args);
  if (known !== undefined) return known;
  const made = Object.entries(args).map(([name, argument]) => placeOf(name, argument));
  placesOfArguments.set(args, made);
  return made;
}

function inOrder(args: Arguments, words: readonly string[]): WordPlaces {
  const result: (Place | undefined)[] = words.map(() => undefined);
  const places = placesOf(args);
  const numbered = words.map((text, index) => ({ text, index }));
  shareWords(planOf(args), numbered).forEach((share, at) => {
    for (const { index } of share) result[index] = places[at];
  });
  return result;
}

function inForm({ forms, options }: FormsLine<unknown>, words: readonly string[]): WordPlaces {
  const [first, ...others] = words;
  if (first === undefined) return [];
  const form = formOf({ forms, options }, first);
  if (form === undefined) return words.map((_, index) => (index === 0 ? formPlace({ forms }) : undefined));
  return [formPlace({ forms }), ...wordPlaces(form.line, others)];
}

function inClauses({ clauses, options }: ClausesLine<unknown>, words: readonly string[]): WordPlaces {
  const keywords = clausePlace(clauses);
  let current: Place | undefined;
  return words.map((word) => {
    const name = options.anyCase === true ? word.toLowerCase() : word;
    const argument = Object.hasOwn(clauses, name) ? clauses[name] : undefined;
    if (argument === undefined) return current ?? keywords;
    current = placeOf(name, argument);
    return keywords;
  });
}

/** Of several looks the one that has a place for most words. */
function likeliest(looks: readonly Line<unknown>[], words: readonly string[]): WordPlaces {
  let best: WordPlaces = words.map(() => undefined);
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const look of looks) {
    const places = wordPlaces(look, words);
    const score = scoreOf(places, words);
    if (score > bestScore) {
      best = places;
      bestScore = score;
    }
  }
  return best;
}

/** How many words fit: a word of a closed set at its place counts twice, a strange one there counts against the look. */
function scoreOf(places: WordPlaces, words: readonly string[]): number {
  return words.reduce((sum, word, index) => {
    const place = places[index];
    if (place === undefined) return sum - 1;
    if (!isClosedKind(place.kind)) return sum + 1;
    return hasWord(place, word) ? sum + 2 : sum - 2;
  }, 0);
}

function hasWord({ suggestions }: Place, word: string): boolean {
  const wanted = word.toLowerCase();
  return suggestions.some(({ text }) => text.toLowerCase() === wanted);
}
