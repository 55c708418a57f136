/** Answers for the external addresses of a cluster's Services (CoreDNS, plugin k8s_external). */
import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { type ReplyFields, replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, ROOT } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { BackendService } from "../../plugin-kit/backend.ts";
import { run, type Steps } from "../../plugin-kit/steps.ts";
import { fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import { TRANSFER } from "../transfer/api.ts";
import type { ExternalFound, ExternalNames } from "./api.ts";
import { explainFound, explainMissing, explainOwnName } from "./explain.ts";
import { addressesOf, type LookUp, type Made, type Making, serversOf } from "./records.ts";
import { type ExternalSettings, joinName } from "./settings.ts";
import { externalTransfer } from "./transfer.ts";
import { words } from "./words.ts";
import { ZoneNames } from "./zone-names.ts";

const NAME = "k8s_external";

/** What a handler works with. */
export interface ExternalParts {
  /** The cluster of the server block; known once it has started. */
  names(): ExternalNames;
  readonly lookUp: LookUp;
}

/** A handler for the zones in which Services have their external addresses. */
export function createExternal(settings: ExternalSettings, parts: ExternalParts): Handler {
  const { zones, headless } = settings;
  const zoneNames = new ZoneNames(settings, () => parts.names());
  return {
    name: NAME,
    offers: offers(TRANSFER.with(externalTransfer(settings, { zoneNames, names: () => parts.names() }))),
    serve(query, next, why) {
      const { qname, qtype } = query;
      const zone = longestMatch(qname, zones);
      if (zone === undefined) {
        why?.because("not in scope", words.outside({ qname, zones: zones.join(" ") }));
        return next(query);
      }
      const own = zoneNames.kindOf(qname);
      if (own !== undefined) {
        const fields = own === "apex" ? zoneNames.atApex(query, zone) : zoneNames.below(query, zone);
        if (why !== undefined) explainOwnName({ query, zone, own, fields, apex: settings.apex }, why);
        return reply(query, fields);
      }
      const found = parts.names().find({ name: qname, type: qtype, zone, headless });
      const serving: Serving = { query, next, why, zone, found, zoneNames, settings };
      if (found.services.length === 0) return withoutServices(serving);
      return run(withServices(serving, parts.lookUp));
    },
  };
}

/** A name that was looked up in the cluster. */
interface Serving {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
  readonly zone: CanonicalName;
  readonly found: ExternalFound;
  readonly zoneNames: ZoneNames;
  readonly settings: ExternalSettings;
}

function withoutServices({ query, next, why, zone, found, zoneNames, settings }: Serving): Outcome | Promise<Outcome> {
  const { rcode } = found;
  const through = rcode === Rcode.NXDOMAIN && fallsThrough(query.qname, settings.fallthrough);
  if (why !== undefined) explainMissing({ query, found, through }, why);
  if (through) return next(query);
  return reply(query, { authoritative: true, rcode, authority: [zoneNames.startOfAuthority(zone)] });
}

function* withServices({ query, why, zone, found, zoneNames, settings }: Serving, lookUp: LookUp): Steps<Outcome> {
  const made = yield* recordsOf(
    found.services,
    { query, why, ttlSeconds: settings.ttlSeconds, lookUp },
    settings.zones,
  );
  if (why !== undefined) explainFound({ query, found, count: made.answer.length }, why);
  const authority = made.answer.length === 0 ? [zoneNames.startOfAuthority(zone)] : [];
  return reply(query, { authoritative: true, ...made, authority });
}

function* recordsOf(services: readonly BackendService[], making: Making, zones: readonly CanonicalName[]): Steps<Made> {
  switch (making.query.qtype) {
    case RRType.A:
    case RRType.AAAA:
      return yield* addressesOf(services, making);
    case RRType.SRV:
      return yield* serversOf(services, making);
    case RRType.PTR: {
      const hosts = new Set(services.map(({ host }) => host));
      const answer = [...hosts].map((host) => pointer(making, host, zones[0] ?? ROOT));
      return { answer, additional: [], truncated: false };
    }
  }
  return { answer: [], additional: [], truncated: false };
}

/** Pointers lead to the first zone, whatever zone the address is in. */
function pointer({ query, ttlSeconds: ttl }: Making, host: string, zone: CanonicalName): ResourceRecord {
  const target = joinName([host], zone);
  return { name: query.originalName, type: RRType.PTR, class: Class.IN, ttl, rdata: { kind: "PTR", target } };
}

function reply(query: Query, fields: ReplyFields): Outcome {
  return answered(NAME, Reply.of(replyTo(query.request, fields)));
}
