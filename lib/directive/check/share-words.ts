/** Which words of a line belong to which argument. */
import type { Argument } from "../argument.ts";
import type { Complaint } from "../complaint.ts";
import type { Arguments } from "../line.ts";

/** What can be said of arguments before there are any words. */
export interface Plan {
  readonly names: readonly string[];
  readonly arguments: readonly Argument<unknown>[];
  /** Where the argument stands that takes the rest; the end when there is none. */
  readonly restAt: number;
  /** How few and how many words the arguments take. */
  readonly min: number;
  readonly max: number;
  /** How many arguments must have a word. */
  readonly needed: number;
}

const plans = new WeakMap<Arguments, Plan>();

/** The plan of arguments, made once for each description. */
export function planOf(args: Arguments): Plan {
  const known = plans.get(args);
  if (known !== undefined) return known;
  const made = makePlan(args);
  plans.set(args, made);
  return made;
}

function makePlan(args: Arguments): Plan {
  const list = Object.values(args);
  const restAt = list.findIndex(({ occurs }) => occurs === "rest");
  let max = 0;
  for (const { occurs, options } of list) max += occurs === "rest" ? (options.max ?? Number.POSITIVE_INFINITY) : 1;
  return {
    names: Object.keys(args),
    arguments: list,
    restAt: restAt < 0 ? list.length : restAt,
    min: list.reduce((sum, argument) => sum + wordsNeeded(argument), 0),
    max,
    needed: list.filter(({ occurs }) => occurs === "one").length,
  };
}

function wordsNeeded({ occurs, options }: Argument<unknown>): number {
  if (occurs === "one") return 1;
  return occurs === "rest" ? (options.min ?? 0) : 0;
}

/** What CoreDNS says of the first argument that so few words leave without one, if it has words of its own for that. */
export function missingOf(plan: Plan, count: number): Complaint | undefined {
  let needed = 0;
  const without = plan.arguments.find((argument) => {
    needed += wordsNeeded(argument);
    return needed > count;
  });
  return without?.options.missing;
}

const NOTHING: readonly never[] = [];

/** A word, with whatever else is known of it. */
interface Word {
  readonly text: string;
}

/**
 * Shares out the words, by the order of arguments: those before the one that takes the rest are served from the left,
 * those behind it from the right.
 */
export function shareWords<W extends Word>(plan: Plan, words: readonly W[]): readonly (readonly W[])[] {
  const { arguments: list, restAt } = plan;
  const shares: (readonly W[])[] = list.map(() => NOTHING);
  let start = 0;
  let end = words.length;
  let { needed } = plan;
  for (let at = 0; at < restAt; at++) {
    const argument = list[at];
    const token = words[start];
    if (argument === undefined) break;
    if (argument.occurs === "one") needed--;
    if (token === undefined || (argument.occurs !== "one" && end - start <= needed)) continue;
    if (argument.occurs !== "one" && !fits(argument, token.text, words.length)) continue;
    shares[at] = [token];
    start++;
  }
  for (let at = list.length - 1; at > restAt; at--) {
    const argument = list[at];
    const token = end > start ? words[end - 1] : undefined;
    if (argument === undefined || token === undefined) continue;
    if (argument.occurs !== "one" && !fits(argument, token.text, words.length)) continue;
    shares[at] = [token];
    end--;
  }
  if (restAt < list.length) shares[restAt] = start === 0 && end === words.length ? words : words.slice(start, end);
  return shares;
}

/** True when an argument that may be missing takes this word. */
export function fits({ kind, options }: Argument<unknown>, text: string, count: number): boolean {
  if (options.take === undefined) return true;
  if (options.take !== "if it fits") return options.take(text, count);
  const result = kind.read(text);
  return result.ok || result.misfit === "bounds";
}
