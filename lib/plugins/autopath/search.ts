/** Tries one name of a search path after the other (CoreDNS, autopath ServeDNS). */
import type { Next } from "../../chain/handler.ts";
import { type Outcome, type SingleOutcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { lastReply } from "../../chain/stream.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, type Name, ROOT, readName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { type Steps, settle } from "../../plugin-kit/steps.ts";
import type { Counter, Family } from "../../ports/metrics.ts";
import type { Range } from "../../text/position.ts";
import { explainFound, explainNone, noteTried } from "./explain.ts";
import { words } from "./words.ts";

/** A query that is for the first domain of a search path. */
export interface Search {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly path: readonly CanonicalName[];
  /** The line that gives the path, when somebody watches. */
  readonly rule: Range | undefined;
  /** Counts searches that find a name, by server. */
  readonly successes: Family<Counter>;
}

/** A name that was tried, and what came of it. */
export interface Tried {
  readonly name: Name;
  readonly outcome: SingleOutcome;
}

/** The reply to the first name that is not NXDOMAIN, under the name that was asked; else that to the very first name. */
export function* search({ query, next, why, path, rule, successes }: Search): Steps<Outcome> {
  const { request, originalName } = query;
  const base = above(originalName, path[0] ?? ROOT);
  let first: Tried | undefined;
  // The last name is the one without a domain.
  for (let at = 0; at <= path.length; at++) {
    const name = below(base, path[at]);
    const outcome = yield* settle(next(query.withRequest(withName(request, name))));
    const tried = { name, outcome: yield* held(outcome) };
    if (outcome.error !== undefined) {
      why?.because("failed", words.failed({ name, error: outcome.error.text }));
      return unwritten(tried.outcome);
    }
    first ??= tried;
    if (why !== undefined) noteTried(tried, why);
    const { rcode, reply } = tried.outcome;
    if (!wasWritten(rcode) || reply === undefined || reply.message.rcode === Rcode.NXDOMAIN) continue;
    successes.child(query.arrival.server).add(1);
    const under = underName(reply.message, originalName);
    if (why !== undefined) explainFound({ asked: request, first, tried, under, rule }, why);
    return under === reply.message ? tried.outcome : { ...tried.outcome, reply: Reply.of(under) };
  }
  if (first === undefined) throw new Error("a search without a name");
  if (why !== undefined) explainNone({ first, count: path.length + 1, rule }, why);
  return wasWritten(first.outcome.rcode) ? first.outcome : unwritten(first.outcome);
}

/** What stands before a domain in a name that is below it, without the dot. */
function above(name: Name, domain: CanonicalName): string {
  return name.slice(0, domain === ROOT ? -1 : -domain.length - 1);
}

/** The name in a domain. What is no name is tried all the same, as CoreDNS does: nobody has it, and nobody can send it. */
function below(base: string, domain: CanonicalName | undefined): Name {
  const text = `${base}.${domain ?? ""}`;
  return readName(text) ?? normalizeName(text);
}

function withName(message: Message, name: Name): Message {
  const [asked, ...more] = message.question;
  return asked === undefined ? message : { ...message, question: [{ ...asked, name }, ...more] };
}

/** An outcome whose replies are held back: of several the last is left. */
function* held(outcome: Outcome): Steps<SingleOutcome> {
  const { stream, ...rest } = outcome;
  return stream === undefined ? outcome : { ...rest, reply: yield* settle(lastReply(stream)) };
}

/** The outcome without the reply, which was held back. */
function unwritten({ reply, ...rest }: SingleOutcome): SingleOutcome {
  return rest;
}

/** The reply under the name that was asked: where its records have another one, an alias leads there. */
function underName(message: Message, asked: Name): Message {
  const [question] = message.question;
  const other = message.answer.find(({ name }) => canonical(name) !== canonical(asked));
  if (other === undefined && question?.name === asked) return message;
  const { question: renamed } = withName(message, asked);
  if (other === undefined) return { ...message, question: renamed };
  const { name: target, ttl } = other;
  const alias = { name: asked, type: RRType.CNAME, class: Class.IN, ttl, rdata: { kind: "CNAME", target } } as const;
  return { ...message, question: renamed, answer: [alias, ...message.answer] };
}
