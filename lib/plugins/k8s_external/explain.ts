/** Why a name has, or does not have, what is asked: told to those who watch. */
import type { Query } from "../../chain/query.ts";
import type { ReplyFields } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { type Sentence, sentenceText } from "../../explanation/words.ts";
import type { ExternalFound } from "./api.ts";
import { words } from "./words.ts";
import type { OwnName } from "./zone-names.ts";

/** A name that a zone has for itself, and the reply for it. */
export interface ExplainedOwnName {
  readonly query: Query;
  readonly zone: CanonicalName;
  readonly own: OwnName;
  readonly apex: string;
  readonly fields: ReplyFields;
}

/** States what a zone has of its own. */
export function explainOwnName(explained: ExplainedOwnName, why: Why): void {
  why.because("answered", ownNameSentence(explained));
}

function ownNameSentence({ query, zone, own, apex, fields }: ExplainedOwnName): Sentence {
  const { qname } = query;
  const qtype = rrtypeName(query.qtype);
  const count = fields.answer?.length ?? 0;
  if (own === "apex") {
    if (count === 0) return words.apex({ qname, qtype });
    return query.qtype === RRType.SOA ? words.soa({ qname }) : words.nameServer({ qname });
  }
  if (fields.rcode === Rcode.NXDOMAIN) return words.noOwnName({ apex, zone, qname });
  if (count > 0) return words.serverAddresses({ qname, count });
  return qname.startsWith("ns1.") ? words.noServerAddress({ qname, qtype }) : words.ownName({ qname });
}

/** A name that is there. */
export interface ExplainedFound {
  readonly query: Query;
  readonly found: ExternalFound;
  readonly count: number;
}

/** States that a name is there. */
export function explainFound({ query, found, count }: ExplainedFound, why: Why): void {
  const rule = found.decider?.at;
  const { qname } = query;
  const qtype = rrtypeName(query.qtype);
  why.because("answered", count === 0 ? words.otherType({ qname, qtype }) : foundSentence(query, found), { rule });
}

function foundSentence({ qname }: Query, found: ExternalFound): Sentence {
  const service = serviceOf(found);
  switch (found.because) {
    case "pointer":
      return words.pointer({ service });
    case "endpoints":
      return found.endpoint === ""
        ? words.endpoints({ service, count: new Set(found.services.map(({ host }) => host)).size })
        : words.endpoint({ qname, service });
    default:
      return words.addresses({ service, addresses: found.decider?.externalIps.join(", ") ?? "" });
  }
}

/** A name without Services. */
export interface ExplainedMissing {
  readonly query: Query;
  readonly found: ExternalFound;
  readonly through: boolean;
}

/** States why a name has nothing. */
export function explainMissing({ query, found, through }: ExplainedMissing, why: Why): void {
  const rule = found.decider?.at;
  const sentence = missingSentence(query, found);
  const reason = sentenceText(sentence);
  if (through) why.because("fell through", words.fallsThrough({ reason }), { rule });
  else if (found.rcode === Rcode.NXDOMAIN) why.because("answered", words.ends({ reason }), { rule });
  else why.because("answered", sentence, { rule });
}

function missingSentence({ qname, qtype }: Query, found: ExternalFound): Sentence {
  const { namespace, endpoint, port, protocol } = found;
  const service = serviceOf(found);
  switch (found.because) {
    case "namespace":
      return words.namespace({ qname, namespace });
    case "noNamespace":
      return words.noNamespace({ namespace });
    case "hiddenNamespace":
      return words.hiddenNamespace({ namespace });
    case "noService":
      return words.noService({ namespace, service: found.service });
    case "noAddresses":
      return words.noAddresses({ service });
    case "headlessOff":
      return words.headlessOff({ service });
    case "noEndpoint":
      return words.noEndpoint({ service, endpoint });
    case "noEndpoints":
      return words.noEndpoints({ service });
    case "noPort":
      return words.noPort({ service, port, protocol });
    case "noPointer":
      return words.noPointer({ qname });
    case "unknownShape":
      return words.unknownShape({ qname });
    default:
      return words.otherType({ qname, qtype: rrtypeName(qtype) });
  }
}

function serviceOf({ namespace, service, decider }: ExternalFound): string {
  return decider === undefined ? `${namespace}/${service}` : `${decider.namespace}/${decider.name}`;
}
