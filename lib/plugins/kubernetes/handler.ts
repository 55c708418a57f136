/** Answers for the services and pods of a cluster (CoreDNS, plugin kubernetes). */
import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, countLabels, joinLabels, labels, type Name } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { Sentence } from "../../explanation/words.ts";
import type { BackendQuestion } from "../../plugin-kit/backend.ts";
import {
  addressRecords,
  type BackendRecords,
  recordsOfType,
  startOfAuthority,
} from "../../plugin-kit/backend-records.ts";
import { CLUSTER_SOURCE } from "../../plugin-kit/cluster-source.ts";
import { KNOWN_NAMES } from "../../plugin-kit/known-names.ts";
import { run, type Steps } from "../../plugin-kit/steps.ts";
import { fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import { SEARCH_PATHS } from "../autopath/api.ts";
import { EXTERNAL_NAMES } from "../k8s_external/api.ts";
import { METADATA } from "../metadata/api.ts";
import { READINESS } from "../ready/api.ts";
import { TRANSFER } from "../transfer/api.ts";
import { type InnerLookUp, KubernetesBackend } from "./backend.ts";
import { explain } from "./explain.ts";
import { externalNames } from "./external.ts";
import { Finder } from "./find.ts";
import { knownNames } from "./known-names.ts";
import { provideMetadata } from "./metadata.ts";
import { searchPaths } from "./search-paths.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";
import { clusterTransfer } from "./transfer.ts";
import { words } from "./words.ts";

const NAME = "kubernetes";

/** What a handler works with. */
export interface KubernetesParts {
  readonly lookUp: InnerLookUp;
  /** The search path of this machine. */
  readonly machineSearchPath: readonly CanonicalName[];
}

/** A handler for the zones of a cluster. */
export function createKubernetes(
  sources: KubernetesSources,
  settings: KubernetesSettings,
  { lookUp, machineSearchPath }: KubernetesParts,
): Handler {
  const finder = new Finder(sources, settings);
  return {
    name: NAME,
    offers: offers(
      READINESS.with(() => sources.cluster.hasSynced()),
      SEARCH_PATHS.with(searchPaths(sources, settings, machineSearchPath)),
      EXTERNAL_NAMES.with(externalNames(sources, settings)),
      METADATA.with((query, found) => provideMetadata(sources, settings, { query, found })),
      KNOWN_NAMES.with(() => knownNames(sources, settings)),
      CLUSTER_SOURCE.with(() => sources.source()),
      TRANSFER.with(clusterTransfer(sources, settings)),
    ),
    serve(query, next, why) {
      const zone = longestMatch(query.qname, settings.zones);
      if (zone === undefined) {
        why?.because("not in scope", outside(query.qname, settings.zones));
        return next(query);
      }
      if (query.qtype === RRType.AXFR || query.qtype === RRType.IXFR) {
        why?.because("refused", words.transfer());
        return unanswered(NAME, Rcode.REFUSED);
      }
      const backend = new KubernetesBackend(sources, settings, { finder, lookUp, query, why });
      const question = questionOf(query, zone);
      const records = run(recordsOf(backend, question));
      const serving: Serving = { query, next, why, backend, question, sources, settings };
      return records instanceof Promise ? records.then((came) => finish(came, serving)) : finish(records, serving);
    },
  };
}

/** Why a name is not for kubernetes: one with svc or pod in it was probably meant to be. */
function outside(qname: CanonicalName, all: readonly CanonicalName[]): Sentence {
  const facts = { qname, zones: all.join(" ") };
  return /\.(?:svc|pod)\../.test(qname) ? words.outsideCluster(facts) : words.outside(facts);
}

/** The question, and the zone in the letters in which it was asked. */
function questionOf(query: Query, zone: CanonicalName): BackendQuestion {
  const name = query.originalName;
  const asAsked = name === query.qname ? zone : lastLabels(name, countLabels(zone));
  return { name, type: query.qtype, zone: asAsked, exact: false };
}

function lastLabels(name: Name, count: number): Name {
  const parts = labels(name);
  return joinLabels(parts.slice(parts.length - count)) ?? name;
}

function* recordsOf(backend: KubernetesBackend, question: BackendQuestion): Steps<BackendRecords> {
  const { name, type, zone } = question;
  if (type === RRType.SOA) return records(name === zone ? [startOfAuthority(backend, zone)] : []);
  const found = recordsOfType(backend, question);
  if (found !== undefined) return yield* found;
  // Other types have no records: whether there is such a name, its addresses tell.
  const addresses = yield* addressRecords(backend, { ...question, type: RRType.A });
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
  readonly backend: KubernetesBackend;
  readonly question: BackendQuestion;
  readonly sources: KubernetesSources;
  readonly settings: KubernetesSettings;
}

function finish(found: BackendRecords, serving: Serving): Outcome | Promise<Outcome> {
  const { query, next, why, backend, question, sources, settings } = serving;
  if (found.kind === "failed") return unanswered(NAME, Rcode.SERVFAIL, found.error);
  const through = found.kind === "nothing" && fallsThrough(query.qname, settings.fallthrough);
  if (why !== undefined) explain(sources, settings, { query, question, backend, found, through, why });
  if (through) return next(query);
  if (found.kind === "nothing") return denied(sources.cluster.hasSynced() ? Rcode.NXDOMAIN : Rcode.SERVFAIL, serving);
  if (found.answer.length === 0) return denied(Rcode.NOERROR, serving);
  const { answer, additional, truncated } = found;
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, truncated, answer, additional })));
}

/** No records: the SOA record says for how long that may be kept. */
function denied(rcode: number, { query, backend, question }: Serving): Outcome {
  const authority = [startOfAuthority(backend, question.zone)];
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, rcode, authority })));
}
