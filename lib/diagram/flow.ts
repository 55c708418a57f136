/** What happens to a question that a plugin has no answer for: the next plugin gets it, maybe gets it, or never does. */
import { takesAllOf } from "../directive/answers.ts";
import { checkDirective } from "../directive/check/check-directive.ts";
import type { Directive } from "../directive/directive.ts";
import type { SourceBlock } from "./source.ts";

/**
 * `continues`: the chain goes on. `maybe`: only for names outside the plugin's zones, or let through by `fallthrough`.
 * `ends`: no name of the block comes past it.
 */
export type Flow = "continues" | "maybe" | "ends";

/** Reads the flow off all uses of a directive in a block; of words that are wrong it is not known. */
export function flowOf(directive: Directive<unknown> | undefined, { keys, words }: SourceBlock): Flow {
  if (directive?.answers === undefined) return "continues";
  const zones = keys.map(({ zone }) => zone);
  const { uses } = checkDirective(directive, { tokens: words.get(directive.name) ?? [], file: "" });
  const takesAll = (use: unknown): boolean => {
    const answers = directive.answers?.(use, zones);
    return answers !== undefined && takesAllOf(answers, zones);
  };
  return uses.some(takesAll) ? "ends" : "maybe";
}
