/** Which arguments may stand at a place of a line, given the words before it. */
import type { Argument } from "../directive/argument.ts";
import type { Line } from "../directive/line.ts";

/** An argument that may come next, with its name in the grammar. */
export interface Expected {
  readonly name: string;
  readonly argument: Argument<unknown>;
}

/** A word that may come next for itself: the name of a form or of a clause. */
export interface ExpectedWord {
  readonly word: string;
  readonly summary: string;
}

export interface ExpectedNext {
  readonly arguments: readonly Expected[];
  readonly words: readonly ExpectedWord[];
}

const NOTHING: ExpectedNext = { arguments: [], words: [] };

/** What may follow `words`, the arguments that stand already. */
export function expectedAfter(line: Line<unknown>, words: readonly string[]): ExpectedNext {
  switch (line.shape) {
    case "ordered":
      return { arguments: inOrder(Object.entries(line.args), words), words: [] };
    case "forms":
      return afterForm(line, words);
    case "clauses":
      return afterClause(line, words);
    case "custom":
      return merge(line.looks.map((look) => expectedAfter(look, words)));
    default:
      return line satisfies never;
  }
}

/** Optional arguments before the place may have been left out, so those behind them may come, too. */
function inOrder(
  args: readonly (readonly [string, Argument<unknown>])[],
  words: readonly string[],
): readonly Expected[] {
  let states: readonly number[] = reach(args, [0]);
  for (const word of words) {
    const next = states.flatMap((at) => {
      const entry = args[at];
      if (entry === undefined || !fits(entry[1], word)) return [];
      return entry[1].occurs === "rest" ? [at, at + 1] : [at + 1];
    });
    states = reach(args, next);
  }
  return [...new Set(states)].flatMap((at) => {
    const entry = args[at];
    return entry === undefined ? [] : [{ name: entry[0], argument: entry[1] }];
  });
}

/** The places themselves, and those that follow when optional arguments are left out. */
function reach(args: readonly (readonly [string, Argument<unknown>])[], from: readonly number[]): readonly number[] {
  return from.flatMap((start) => {
    const places = [start];
    for (let at = start; args[at] !== undefined && args[at]?.[1].occurs !== "one"; at += 1) places.push(at + 1);
    return places;
  });
}

function fits({ literal, occurs, kind }: Argument<unknown>, word: string): boolean {
  if (literal !== undefined) return literal === word;
  return occurs !== "optional" || kind.read(word).ok;
}

function afterForm(line: Extract<Line<unknown>, { shape: "forms" }>, words: readonly string[]): ExpectedNext {
  const [first, ...rest] = words;
  if (first === undefined) {
    const names = Object.entries(line.forms).filter(([word]) => word !== "");
    return { arguments: [], words: names.map(([word, { summary }]) => ({ word, summary: summary ?? "" })) };
  }
  const form = line.forms[line.options.anyCase ? first.toLowerCase() : first];
  return form === undefined ? NOTHING : expectedAfter(form.line, rest);
}

function afterClause(line: Extract<Line<unknown>, { shape: "clauses" }>, words: readonly string[]): ExpectedNext {
  const names = Object.entries(line.clauses).map(([word, { options }]) => ({ word, summary: options.summary ?? "" }));
  const last = words.findLast((word) => line.clauses[word] !== undefined);
  const argument = last === undefined ? undefined : line.clauses[last];
  if (last === undefined || argument === undefined) return { arguments: [], words: names };
  const isOpen = words.at(-1) === last;
  return { arguments: [{ name: last, argument }], words: isOpen ? [] : names };
}

function merge(all: readonly ExpectedNext[]): ExpectedNext {
  const words = new Map(all.flatMap((next) => next.words).map((word) => [word.word, word]));
  return { arguments: all.flatMap((next) => next.arguments), words: [...words.values()] };
}
