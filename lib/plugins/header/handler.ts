/** Header flags set and cleared by rule, in queries and in responses (CoreDNS, plugin header). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { eachReply } from "../../chain/stream.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { words } from "./words.ts";

/** The flags that rules may touch. */
type HeaderFlag = "aa" | "ra" | "rd";

/** One rule: the flag, and whether it is set or cleared. */
export interface HeaderRule {
  readonly flag: HeaderFlag;
  readonly set: boolean;
}

const FIELDS = { aa: "authoritative", ra: "recursionAvailable", rd: "recursionDesired" } as const;

/** A handler that applies one list of rules to the request and another to the reply. */
export function createHeader(queryRules: readonly HeaderRule[], responseRules: readonly HeaderRule[]): Handler {
  const changeReply = (reply: Reply, why: Why | undefined): Reply => {
    const before = reply.message;
    const after = applyRules(before, responseRules);
    if (after === before) return reply;
    why?.back("changed", words.responseChanged({ flags: flagText(after) }));
    return Reply.of(after);
  };
  const change = (outcome: Outcome, why: Why | undefined): Outcome => {
    if (outcome.stream !== undefined) return eachReply(outcome, (reply) => changeReply(reply, why));
    if (outcome.reply === undefined) return outcome;
    const reply = changeReply(outcome.reply, why);
    return reply === outcome.reply ? outcome : { ...outcome, reply };
  };
  return {
    name: "header",
    serve(query, next, why) {
      const before = query.request;
      const after = applyRules(before, queryRules);
      if (after !== before) query.request = after;
      if (why !== undefined) {
        const facts = { flags: flagText(after) };
        if (after === before) why.because("passed", words.noChange());
        else why.because("changed", words.queryChanged(facts), { before: flagText(before), after: flagText(after) });
      }
      return responseRules.length === 0 ? next(query) : afterwards(next(query), (outcome) => change(outcome, why));
    },
  };
}

function applyRules(message: Message, rules: readonly HeaderRule[]): Message {
  let changed = message;
  for (const { flag, set } of rules) {
    const field = FIELDS[flag];
    if (changed[field] !== set) changed = { ...changed, [field]: set };
  }
  return changed;
}

function flagText(message: Message): string {
  const set = (["aa", "ra", "rd"] as const).filter((flag) => message[FIELDS[flag]]);
  return set.length === 0 ? "none of aa, ra, rd" : set.join(" ");
}
