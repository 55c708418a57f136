/** Replies whose records come in another order each time (CoreDNS, plugin loadbalance). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { eachReply } from "../../chain/stream.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { group, type Order } from "./order.ts";
import { words } from "./words.ts";

/** How the records are put in order, and how to tell of it. */
export interface Balance {
  readonly order: Order;
  /** The file with the weights, when they decide. */
  readonly weightFile: string | undefined;
  /** True when networks are preferred. */
  readonly preferring: boolean;
}

/** A handler that gives successful replies another order of records. */
export function createLoadbalance(balance: Balance): Handler {
  const orderReply = (reply: Reply, why: Why | undefined): Reply => {
    const { message } = reply;
    if (!isOrdered(message)) {
      if (why !== undefined) explainKept(message, why);
      return reply;
    }
    const ordered = balance.order(message);
    if (why !== undefined) explain(ordered, balance, why);
    return Reply.of(ordered);
  };
  const change = (outcome: Outcome, why: Why | undefined): Outcome => {
    if (outcome.stream !== undefined) return eachReply(outcome, (reply) => orderReply(reply, why));
    if (outcome.reply === undefined) return outcome;
    const reply = orderReply(outcome.reply, why);
    return reply === outcome.reply ? outcome : { ...outcome, reply };
  };
  return {
    name: "loadbalance",
    serve: (query, next, why) => afterwards(next(query), (outcome) => change(outcome, why)),
  };
}

function isOrdered(message: Message): boolean {
  const qtype = message.question[0]?.type;
  return message.rcode === Rcode.NOERROR && qtype !== undefined && qtype !== RRType.AXFR && qtype !== RRType.IXFR;
}

function explainKept(message: Message, why: Why): void {
  if (message.rcode === Rcode.NOERROR) why.because("passed", words.transfer());
  else why.because("passed", words.kept({ rcode: rcodeText(message.rcode) }));
}

function explain(message: Message, { weightFile, preferring }: Balance, why: Why): void {
  const { addresses, mxs } = group([...message.answer, ...message.authority, ...message.additional]);
  const count = addresses.length + mxs.length;
  if (count < 2) why.because("passed", words.nothing());
  else if (weightFile !== undefined) why.back("changed", words.weighted({ file: weightFile }));
  else why.back("changed", words.shuffled({ count }));
  if (preferring && count > 1) why.note(words.preferred());
}
