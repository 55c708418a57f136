/** Answers from services that are registered in etcd (CoreDNS, plugin etcd). */
import type { Handler, Next } from "../../chain/handler.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { BackendQuestion } from "../../plugin-kit/backend.ts";
import {
  addressRecords,
  type BackendRecords,
  recordsOfType,
  startOfAuthority,
} from "../../plugin-kit/backend-records.ts";
import { run, type Steps } from "../../plugin-kit/steps.ts";
import { fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import { EtcdBackend, type EtcdSources, type LookUp } from "./backend.ts";
import { explain } from "./explain.ts";
import type { EtcdSettings } from "./settings.ts";
import { words } from "./words.ts";

const NAME = "etcd";

/** Asks this server for a name, on behalf of a query. */
export type InnerLookUp = (query: Query, why: Why | undefined) => LookUp;

/** A handler for the zones of a store. */
export function createEtcd(sources: EtcdSources, settings: EtcdSettings, lookUp: InnerLookUp): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      const zone = longestMatch(query.qname, settings.zones);
      if (zone === undefined) {
        why?.because("not in scope", words.outside({ qname: query.qname, zones: settings.zones.join(" ") }));
        return next(query);
      }
      const options = { lookUp: lookUp(query, why), watched: why !== undefined };
      const backend = new EtcdBackend(sources, settings, options);
      const question: BackendQuestion = { name: query.originalName, type: query.qtype, zone, exact: false };
      why?.waits(() => words.waits({ endpoints: settings.endpoints.join(" ") }));
      const serving: Serving = { query, next, why, backend, zone, settings };
      const found = run(recordsOf(backend, question));
      return found instanceof Promise ? found.then((records) => finish(records, serving)) : finish(found, serving);
    },
  };
}

function* recordsOf(backend: EtcdBackend, question: BackendQuestion): Steps<BackendRecords> {
  if (question.type === RRType.SOA) return records([startOfAuthority(backend, question.zone)]);
  const found = recordsOfType(backend, question);
  if (found !== undefined) return yield* found;
  // Other types have no records: whether there is such a name, its addresses tell.
  const addresses = yield* addressRecords(backend, question);
  return addresses.kind === "records" ? records([]) : addresses;
}

function records(answer: Extract<BackendRecords, { kind: "records" }>["answer"]): BackendRecords {
  return { kind: "records", answer, additional: [], truncated: false };
}

/** A question for which records were looked up. */
interface Serving {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly backend: EtcdBackend;
  readonly zone: CanonicalName;
  readonly settings: EtcdSettings;
}

function finish(found: BackendRecords, serving: Serving): Outcome | Promise<Outcome> {
  const { query, next, why, backend, zone, settings } = serving;
  const through = found.kind === "nothing" && fallsThrough(query.qname, settings.fallthrough);
  if (why !== undefined) explain({ query, zone, looked: backend.looked ?? [], found, through, why });
  if (through) return next(query);
  if (found.kind === "failed") return { ...denied(Rcode.SERVFAIL, serving), error: { text: found.error } };
  if (found.kind === "nothing") return denied(Rcode.NXDOMAIN, serving);
  if (found.answer.length === 0) return denied(Rcode.NOERROR, serving);
  const { answer, additional, truncated } = found;
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, truncated, answer, additional })));
}

/** No records: the SOA record says for how long that may be kept. */
function denied(rcode: number, { query, backend, zone }: Serving): Outcome {
  const authority = [startOfAuthority(backend, zone)];
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, rcode, authority })));
}
