/** What is said about a command line that cannot be read: one line, with the word that was meant where there is one. */
import { nearestWords } from "../lib/directive/nearest.ts";
import { printableLine } from "./printable.ts";

/** A command line that cannot be read: what is wrong, or an empty text when help was asked for. */
export interface UsageProblem {
  readonly usageProblem: string;
}

/** The line about it, with where to read more. */
export function usageLine(command: string, problem: string): string {
  const said = `${command}: ${problem}`;
  return `${printableLine(said)}${said.endsWith("?") ? " See" : "; see"} ${command} --help\n`;
}

/** An option that there is not. `options` are those that there are, as they are written, dashes included. */
export function unknownOption(argument: string, options: readonly string[]): UsageProblem {
  return { usageProblem: `unknown option ${argument}${nearestOption(argument, options)}` };
}

/** `, did you mean --here?`, or nothing. */
export function nearestOption(argument: string, options: readonly string[]): string {
  const bare = (option: string): string => option.replace(/^-+/, "").replace(/=.*$/s, "");
  const byName = new Map(options.map((option) => [bare(option), option]));
  return didYouMean(bare(argument), [...byName.keys()], (name) => byName.get(name) ?? name);
}

/** `, did you mean check?`, or nothing when no word is near. */
export function didYouMean(
  word: string,
  words: readonly string[],
  shown: (word: string) => string = (one) => one,
): string {
  // Any letter is near to any other.
  const [nearest] = word.length < 2 ? [] : nearestWords(word, words, 1);
  return nearest === undefined ? "" : `, did you mean ${shown(nearest)}?`;
}
