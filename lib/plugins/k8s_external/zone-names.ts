/** The names that a zone has for itself: its apex, and its name server below `dns` (CoreDNS, k8s_external apex). */
import type { Query } from "../../chain/query.ts";
import type { ReplyFields } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, countLabels, isAtOrBelow, labels, readName } from "../../dns/name/name.ts";
import type { ExternalNames } from "./api.ts";
import { serverAddresses } from "./records.ts";
import { type ExternalSettings, joinName } from "./settings.ts";

const NAME_SERVER = "ns1";
const HOSTMASTER = "hostmaster";

/** Whose own names are meant: those of the zone itself, or those below `dns`. */
export type OwnName = "apex" | "below";

/** Answers for the names that zones have for themselves. */
export class ZoneNames {
  readonly #settings: ExternalSettings;
  readonly #names: () => ExternalNames;
  /** The name below which each zone has its own names, where there can be one. */
  readonly #ownNames: readonly (readonly [zone: CanonicalName, own: CanonicalName | undefined])[];

  constructor(settings: ExternalSettings, names: () => ExternalNames) {
    this.#settings = settings;
    this.#names = names;
    this.#ownNames = settings.zones.map((zone) => [zone, ownNameOf(settings.apex, zone)]);
  }

  /** Tells own names from those of Services. */
  kindOf(qname: CanonicalName): OwnName | undefined {
    for (const [zone, own] of this.#ownNames) {
      if (qname === zone) return "apex";
      if (own !== undefined && isAtOrBelow(qname, own)) return "below";
    }
    return undefined;
  }

  /** The reply for the zone itself. */
  atApex({ qtype, originalName }: Query, zone: CanonicalName): ReplyFields {
    if (qtype === RRType.SOA) return { authoritative: true, answer: [this.startOfAuthority(zone)] };
    if (qtype !== RRType.NS) return this.#denied(zone, Rcode.NOERROR);
    const { apex, ttlSeconds: ttl, headless } = this.#settings;
    const target = joinName([NAME_SERVER, apex], zone);
    const answer = [{ name: zone, type: RRType.NS, class: Class.IN, ttl, rdata: { kind: "NS", target } }] as const;
    const hosts = this.#names().serverHosts(headless);
    const additional = serverAddresses(hosts, joinName([NAME_SERVER, apex], originalName), ttl);
    return { authoritative: true, answer, additional };
  }

  /** The reply for a name below `dns`. */
  below({ qname, qtype, originalName }: Query, zone: CanonicalName): ReplyFields {
    const parts = labels(qname).slice(0, Math.max(countLabels(qname) - countLabels(zone), 0));
    if (parts.length <= 1) return this.#denied(zone, Rcode.NOERROR);
    if (parts.length > 2 || parts[0] !== NAME_SERVER) return this.#denied(zone, Rcode.NXDOMAIN);
    const { ttlSeconds, headless } = this.#settings;
    const all = serverAddresses(this.#names().serverHosts(headless), originalName, ttlSeconds);
    const isAddress = qtype === RRType.A || qtype === RRType.AAAA;
    const answer = isAddress ? all.filter(({ type }) => type === qtype) : [];
    return answer.length === 0 ? this.#denied(zone, Rcode.NOERROR) : { authoritative: true, answer };
  }

  /** The zone's NS record and the addresses of this server. */
  nameServers(zone: CanonicalName): readonly ResourceRecord[] {
    const { apex, ttlSeconds: ttl, headless } = this.#settings;
    const target = joinName([NAME_SERVER, apex], zone);
    const server = { name: zone, type: RRType.NS, class: Class.IN, ttl, rdata: { kind: "NS", target } } as const;
    return [server, ...serverAddresses(this.#names().serverHosts(headless), target, ttl)];
  }

  /** The zone's SOA record. */
  startOfAuthority(zone: CanonicalName): ResourceRecord {
    const { apex, ttlSeconds } = this.#settings;
    return {
      name: zone,
      type: RRType.SOA,
      class: Class.IN,
      ttl: ttlSeconds,
      rdata: {
        kind: "SOA",
        mname: joinName([NAME_SERVER, apex], zone),
        rname: joinName([HOSTMASTER, apex], zone),
        serial: this.#names().serial() >>> 0,
        refresh: 7200,
        retry: 1800,
        expire: 86_400,
        minimum: ttlSeconds,
      },
    };
  }

  #denied(zone: CanonicalName, rcode: number): ReplyFields {
    return { authoritative: true, rcode, authority: [this.startOfAuthority(zone)] };
  }
}

/** In the root zone CoreDNS puts a second dot at the end of such a name, so that none is below it. */
function ownNameOf(apex: string, zone: CanonicalName): CanonicalName | undefined {
  const name = readName(`${apex}.${zone}`);
  return name === undefined ? undefined : canonical(name);
}
