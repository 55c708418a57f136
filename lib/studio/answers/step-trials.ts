/** What can be tried at a step of an explanation: what its plugin offers for the reason that it gave. */
import type { Directive } from "../../directive/directive.ts";
import type { Step } from "../../explanation/explanation.ts";
import { type Trial, whatIfsOf } from "../../language/what-ifs.ts";

/** The trials, by the text of the step's file as it stands. */
export function trialsOf(
  { plugin, at, rule, reason, notes }: Step,
  text: string,
  directives: readonly Directive<unknown>[],
): readonly Trial[] {
  const reasons = [...(reason === undefined ? [] : [reason]), ...notes.map((note) => note.reason)];
  // A note names its own line: of several rules each can be left out.
  const ruleOf = notes.find((note) => note.rule !== undefined)?.rule;
  return whatIfsOf({ plugin, at, rule: rule ?? ruleOf, reasons }, { text, directives });
}
