/** A server to test clients with: it answers everything, but drops, delays and truncates (CoreDNS, plugin erratic). */

import { afterwards, type Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome, streamed, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { normalizeName } from "../../directive/kinds/zone.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import type { Clock } from "../../ports/clock.ts";
import { SEARCH_PATHS } from "../autopath/api.ts";
import { READINESS } from "../ready/api.ts";
import { transferRecords } from "./transfer.ts";
import { words } from "./words.ts";

const NAME = "erratic";
/** What everybody's search path is, for tests of autopath (CoreDNS, erratic AutoPath). */
const SEARCH_PATH = ["a.example.org.", "b.example.org."].map(normalizeName);
/** How many records a large answer has. */
const LARGE = 30;
const READY_FROM = 3;
const READY_UNTIL = 5;

/** How erratic it is: every n-th query, 0 for never. */
export interface ErraticOptions {
  readonly drop: number;
  readonly delay: number;
  readonly delayMs: number;
  readonly truncate: number;
  readonly large: boolean;
}

/** A handler that answers A and AAAA of every name, with faults at regular intervals. */
export function createErratic(options: ErraticOptions, clock: Clock): Handler {
  let served = 0;
  return {
    name: NAME,
    serve(query, _next, why) {
      const number = served++;
      const drop = options.drop > 0 && number % options.drop === 0;
      const delay = options.delay > 0 && number % options.delay === 0;
      // Truncation takes a bit mask, not a remainder, as it does in CoreDNS.
      const truncated = options.truncate > 0 && (number & options.truncate) === 0;
      if (drop) {
        why?.because("refused", words.dropped({ every: options.drop }));
        return { rcode: Rcode.NOERROR, answeredBy: NAME };
      }
      const reply = (): Outcome => outcomeFor(query, { truncated, large: options.large }, why);
      if (!delay) return reply();
      why?.note(words.delayed({ every: options.delay, delayMs: options.delayMs }));
      const waited = new Promise<Outcome>((resolve) => {
        clock.after(options.delayMs, () => resolve({ rcode: Rcode.NOERROR }));
      });
      return afterwards(waited, reply);
    },
    // For tests of clients: ready for the fourth and fifth query only, as in CoreDNS.
    offers: offers(
      READINESS.with(() => served >= READY_FROM && served < READY_UNTIL),
      SEARCH_PATHS.with({ pathOf: () => SEARCH_PATH, because: () => ({ sentence: words.searchPath() }) }),
    ),
  };
}

function outcomeFor(
  query: Query,
  { truncated, large }: { truncated: boolean; large: boolean },
  why: Why | undefined,
): Outcome {
  const qtype = rrtypeName(query.qtype);
  const { request } = query;
  if (query.qtype === RRType.AXFR) {
    why?.because("answered", words.transferred());
    // A truncated transfer lacks the SOA at its end, not the flag.
    const answer = transferRecords(query.originalName, !truncated);
    return streamed(NAME, [Reply.of(replyTo(request, { authoritative: true, answer }))]);
  }
  const answer = answerFor(query, large);
  if (answer === undefined) {
    why?.because("failed", words.unsupported({ qtype }));
    return unanswered(NAME, Rcode.SERVFAIL);
  }
  why?.because("answered", words.answered({ qtype }));
  return answered(NAME, Reply.of(replyTo(request, { authoritative: true, truncated, answer })));
}

function answerFor(query: Query, large: boolean): ResourceRecord[] | undefined {
  const head = { name: query.originalName, type: query.qtype, class: Class.IN, ttl: 0 };
  if (query.qtype === RRType.A) {
    const record: ResourceRecord = { ...head, rdata: { kind: "A", address: "192.0.2.53" } };
    return large ? Array<ResourceRecord>(LARGE).fill(record) : [record];
  }
  return query.qtype === RRType.AAAA ? [{ ...head, rdata: { kind: "AAAA", address: "2001:db8::53" } }] : undefined;
}
