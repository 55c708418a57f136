/** Replies signed on their way out (CoreDNS, plugin dnssec; RFC 4035 section 3.1). */
import { afterwards, type Handler } from "../../chain/handler.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { eachReply } from "../../chain/stream.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ServerCounters } from "./metrics.ts";
import { type SignedReply, signReply } from "./signed-reply.ts";
import type { Signer } from "./signer.ts";
import { words } from "./words.ts";

const NAME = "dnssec";
/** The TTL of signatures over keys. */
const KEYS_TTL = 3600;

/** What dnssec works with. */
export interface DnssecParts {
  readonly zones: readonly CanonicalName[];
  readonly signer: Signer;
  readonly clock: Clock;
  /** The counters of a server, by its address in CoreDNS's words. */
  readonly countersOf: (server: string) => ServerCounters;
}

/** A handler that signs replies about names in its zones, and answers for the keys. */
export function createDnssec(parts: DnssecParts): Handler {
  const { zones } = parts;
  return {
    name: NAME,
    serve(query, next, why) {
      const zone = longestMatch(query.qname, zones);
      if (zone === undefined) {
        why?.because("not in scope", words.outside({ qname: query.qname, zones: zones.join(" ") }));
        return next(query);
      }
      if (query.qtype === RRType.DNSKEY && zones.includes(query.qname)) return answerKeys(query, parts, why);
      if (!query.dnssecOk) {
        why?.because("passed", words.notAsked());
        return next(query);
      }
      const counters = parts.countersOf(query.arrival.server);
      return afterwards(next(query), (outcome) => signOutcome(outcome, { parts, counters, why }));
    },
  };
}

interface Signing {
  readonly parts: DnssecParts;
  readonly counters: ServerCounters;
  readonly why: Why | undefined;
}

function answerKeys(query: Query, { signer, countersOf }: DnssecParts, why: Why | undefined): Outcome {
  const zone = query.qname;
  const keys: ResourceRecord[] = signer.keys.map(({ record }) => ({ ...record, name: zone }));
  why?.because("answered", words.keys({ zone, count: keys.length }));
  const order = { zone, ttl: KEYS_TTL, counters: countersOf(query.arrival.server) };
  const signatures = query.dnssecOk ? (signer.sign(keys, order) ?? []) : [];
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, answer: keys.concat(signatures) })));
}

function signOutcome(outcome: Outcome, signing: Signing): Outcome {
  if (outcome.stream !== undefined) return eachReply(outcome, (reply) => signed(reply, signing));
  if (outcome.reply === undefined) {
    signing.why?.back("observed", words.nothingSent());
    return outcome;
  }
  return { ...outcome, reply: signed(outcome.reply, signing) };
}

/** The reply with signatures of the zone that its own question is in. */
function signed(reply: Reply, { parts, counters, why }: Signing): Reply {
  const { zones, signer, clock } = parts;
  const { message } = reply;
  const [question] = message.question;
  const zone = question === undefined ? undefined : longestMatch(canonical(question.name), zones);
  if (question === undefined || zone === undefined) {
    why?.back("observed", words.elsewhere({ qname: question?.name ?? ".", zones: zones.join(" ") }));
    return reply;
  }
  const done = signReply(message, { question, zone, zones, counters, nowMs: clock.nowMs() }, signer);
  counters.entries(signer.size);
  if (why !== undefined) explain(message, { done, zone }, why);
  return Reply.of(done.message);
}

function explain(before: Message, { done, zone }: { done: SignedReply; zone: CanonicalName }, why: Why): void {
  const { message, as } = done;
  const [question] = message.question;
  const qname = question?.name ?? ".";
  const count = signaturesIn(message) - signaturesIn(before);
  if (as === "kept") why.back("observed", words.kept());
  else if (message === before || (as === "answer" && count === 0)) why.back("observed", words.noSignature({ zone }));
  else if (as === "denial") why.back("changed", words.denied({ qname, qtype: rrtypeName(question?.type ?? 0) }));
  else if (as === "delegation") why.back("changed", words.delegation({ qname }));
  else why.back("changed", words.signed({ count, zone }));
}

function signaturesIn({ answer, authority, additional }: Message): number {
  return [...answer, ...authority, ...additional].filter(({ type }) => type === RRType.RRSIG).length;
}
