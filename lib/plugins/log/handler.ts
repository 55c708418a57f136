/** A line for each query, when name and class of the response are wanted (CoreDNS, plugin log). */

import { afterwards, type Handler } from "../../chain/handler.ts";
import { type Outcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import type { Reply } from "../../chain/reply.ts";
import { measureReply } from "../../chain/request-metrics.ts";
import { replyTo } from "../../chain/respond.ts";
import { atEnd } from "../../chain/stream.ts";
import { rcodeText } from "../../dns/iana/rcode.ts";
import type { Message } from "../../dns/message/message.ts";
import { type CanonicalName, isAtOrBelow } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { LogEntry } from "../../plugin-kit/query-format.ts";
import { type ResponseClass, type ResponseType, responseClass, responseType } from "../../plugin-kit/response-type.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Range } from "../../text/position.ts";
import { words } from "./words.ts";

/** Which queries are logged, and how. */
export interface LogRule {
  readonly zone: CanonicalName;
  /** Classes of responses to log; undefined for all. */
  readonly classes: ReadonlySet<ResponseClass> | undefined;
  readonly format: (entry: LogEntry) => string;
  readonly at: Range;
}

/** A handler that logs queries; the first rule whose zone holds the name decides. */
export function createLog(
  rules: readonly LogRule[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Handler {
  const write = ({ query, name, rule, why, startMs }: Watched, { reply, rcode, octets }: Written): void => {
    const message = reply?.message ?? (wasWritten(rcode) ? undefined : replyTo(query.request, { rcode }));
    const type = responseType(message, clock.nowMs());
    const responseOf = responseClass(type);
    query.metadata?.set("log/type", () => type);
    query.metadata?.set("log/class", () => responseOf);
    if (why !== undefined && rule.classes !== undefined)
      why.note(words.class({ kind: kindText(message, type), class: responseOf }), { rule: rule.at });
    if (rule.classes !== undefined && !rule.classes.has(responseOf)) {
      why?.because("observed", words.otherClass({ class: responseOf, wanted: [...rule.classes].join(" and ") }), {
        rule: rule.at,
      });
      return;
    }
    const line = rule.format({ query, name, message, reply, octets, durationMs: clock.monotonicMs() - startMs });
    log.info(line);
    why?.back("observed", words.wrote({ line }), { rule: rule.at });
  };
  const see = (watched: Watched, outcome: Outcome): Outcome => {
    if (outcome.stream !== undefined) {
      return atEnd(outcome, ({ last, rcode, octets }) => write(watched, { reply: last, rcode, octets }));
    }
    const { reply, seal, isEndless } = outcome;
    if (isEndless === true) return outcome;
    const isSealed = reply !== undefined && seal !== undefined;
    write(watched, isSealed ? { ...outcome, octets: measureReply(reply, seal).octets } : outcome);
    return outcome;
  };
  const zones = rules.map(({ zone }) => zone).join(" ");
  return {
    name: "log",
    serve(query, next, why) {
      const rule = rules.find(({ zone }) => isAtOrBelow(query.qname, zone));
      if (rule === undefined) {
        why?.because("observed", words.otherName({ qname: query.qname, zones }));
        return next(query);
      }
      const watched = { query, name: query.qname, rule, why, startMs: clock.monotonicMs() };
      return afterwards(next(query), (outcome) => see(watched, outcome));
    },
  };
}

/** What a response is, in the words of those who look for it in the log. */
function kindText(message: Message | undefined, type: ResponseType): string {
  if (message === undefined) return "none at all";
  const code = rcodeText(message.rcode);
  if (type === "NODATA") return "NODATA (NOERROR without an answer, with a SOA)";
  if (type === "NOERROR" && message.answer.length === 0) return "NOERROR without an answer and without a SOA";
  if (type === "DELEGATION") return "a referral";
  return type === "OTHERERROR" && message.answer.length > 0 ? `${code} with records in the answer` : code;
}

/** What came back: one reply, or the last of a stream and the octets of all. */
interface Written {
  readonly rcode: number;
  readonly reply?: Reply | undefined;
  readonly octets?: number;
}

interface Watched {
  readonly query: Query;
  readonly name: CanonicalName;
  readonly rule: LogRule;
  readonly why: Why | undefined;
  readonly startMs: number;
}
