/** Runs the changes of a reply over its records, the last rule first (CoreDNS, rewrite.ResponseReverter). */
import { type Draft, type DraftRecord, recordsOf } from "./draft.ts";
import type { ReplyContext, ResponseRule } from "./rule.ts";

interface Step {
  readonly rule: ResponseRule;
  readonly record: DraftRecord | "opt" | undefined;
}

/** Changes the draft, now or, where the server must be asked, later. */
export function applyRules(draft: Draft, rules: readonly ResponseRule[], context: ReplyContext): void | Promise<void> {
  return run(stepsOf(draft, rules.toReversed()), draft, context);
}

function* stepsOf(draft: Draft, rules: readonly ResponseRule[]): Generator<Step> {
  let hasRecords = false;
  for (const record of recordsOf(draft)) {
    hasRecords = true;
    for (const rule of rules) yield { rule, record };
  }
  if (hasRecords) return;
  for (const rule of rules) if (rule.concernsMessage === true) yield { rule, record: undefined };
}

function run(steps: Iterator<Step>, draft: Draft, context: ReplyContext): void | Promise<void> {
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    const { rule, record } = step.value;
    const pending = rule.apply(draft, record, context);
    if (pending instanceof Promise) return pending.then(() => run(steps, draft, context));
  }
}
