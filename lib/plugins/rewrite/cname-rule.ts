/** The rule that puts another target in the place of a CNAME's, and asks for the rest of the answer again (CoreDNS, plugin rewrite). */
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Draft, DraftRecord } from "./draft.ts";
import type { ReplyContext, Resolved, ResponseRule, Rewrite } from "./rule.ts";
import type { CnameRule } from "./rule-config.ts";
import { groupsOf, insertGroups, recordName } from "./text.ts";

/** Look-ups within look-ups end here. */
const MAX_DEPTH = 8;

/** The new target for a target; undefined when the rule is not for it. */
type Retarget = (target: string) => string | undefined;

/** What the rule does: nothing to queries, and to replies to all. */
export function cnameRewrite(config: CnameRule): Rewrite {
  if (config.from === "" || config.to === "") return () => undefined;
  const rules: readonly ResponseRule[] = [retargetRule((target) => retargeted(config, target))];
  return () => rules;
}

function retargeted(config: CnameRule, target: string): string | undefined {
  const { to } = config;
  switch (config.match) {
    case "exact":
      return target === config.from ? to : undefined;
    case "prefix":
      return target.startsWith(config.from) ? to + target.slice(config.from.length) : undefined;
    case "suffix":
      return target.endsWith(config.from) ? target.slice(0, target.length - config.from.length) + to : undefined;
    case "substring":
      return target.includes(config.from) ? target.replaceAll(config.from, () => to) : undefined;
    case "regex": {
      const groups = groupsOf(config.from, target);
      return groups === undefined ? undefined : insertGroups(to, groups);
    }
  }
}

function retargetRule(retarget: Retarget): ResponseRule {
  return {
    apply(draft, record, context) {
      if (record === undefined || record === "opt" || record.rdata.kind !== "CNAME") return undefined;
      const old = record.rdata.target;
      const next = retarget(old);
      if (next === undefined || context.query.depth > MAX_DEPTH) return undefined;
      return replaceAnswer(draft, { old, next }, context);
    },
  };
}

interface Targets {
  readonly old: string;
  readonly next: string;
}

function replaceAnswer(draft: Draft, targets: Targets, context: ReplyContext): void | Promise<void> {
  const resolved = context.resolve(context, targets.next);
  if (resolved instanceof Promise) return resolved.then((come) => graft(draft, targets, come));
  return graft(draft, targets, resolved);
}

/** Aliases up to the changed one stay; what comes after it is what the server has for the new target. */
function graft(draft: Draft, { old, next }: Targets, resolved: Resolved | undefined): void {
  if (resolved === undefined) return;
  const kept: DraftRecord[] = [];
  for (const record of draft.answer) {
    if (record.type !== RRType.CNAME || record.rdata.kind !== "CNAME") continue;
    kept.push(record);
    if (record.rdata.target !== old) continue;
    record.rdata = { kind: "CNAME", target: recordName(next) };
    break;
  }
  draft.answer = [...kept, ...resolved.records];
  draft.truncated = resolved.truncated;
}
