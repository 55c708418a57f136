/** Standard answers for names that never leave the machine (RFC 6303, RFC 6761 section 6.3; CoreDNS, plugin local). */
import type { Handler } from "../../chain/handler.ts";
import { answered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { type ReplyFields, replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName, Name } from "../../dns/name/name.ts";
import { ROOT, readName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { quote } from "../../go/quote.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { words } from "./words.ts";

const NAME = "local";
/** A week. */
const TTL_SECONDS = 604_800;
const name = (text: string): CanonicalName => (readName(text) ?? ROOT) as CanonicalName;
const LOCALHOST = name("localhost.");
const LOOPBACK_POINTER = name("1.0.0.127.in-addr.arpa.");
const ZONES = [LOCALHOST, name("0.in-addr.arpa."), name("127.in-addr.arpa."), name("255.in-addr.arpa.")];

/** What the handler works with. */
interface World {
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What may be switched off. */
export interface LocalOptions {
  /** Also answers names that begin with `localhost.`, as search lists make them. */
  readonly localhostPrefix: boolean;
}

/** A handler for localhost, names around it, and the reverse zones of addresses that mean this machine or nobody. */
export function createLocal({ localhostPrefix }: LocalOptions, { metrics, log }: World): Handler {
  const localLog = log.forPlugin(NAME);
  const counter = metrics
    .counter({
      name: "coredns_local_localhost_requests_total",
      help: "Counter of special localhost subdomain requests.",
      labels: [],
    })
    .child();
  return {
    name: NAME,
    serve(query, next, why) {
      const { qname } = query;
      if (
        qname !== LOCALHOST &&
        (qname.endsWith(".localhost.") || (localhostPrefix && qname.startsWith("localhost.")))
      ) {
        if (localLog.debugging) {
          const type = rrtypeName(query.qtype);
          localLog.debug(
            `Intercepting localhost query for ${quote(qname)} ${type}, from ${query.arrival.client.address}`,
          );
        }
        counter.add(1);
        why?.because("answered", words.below({ qname }));
        return answered(NAME, Reply.of(replyTo(query.request, besideLocalhost(query))));
      }
      const zone = longestMatch(qname, ZONES);
      if (zone === undefined) {
        why?.because("passed", words.other({ qname }));
        return next(query);
      }
      const fields = inZone(query, zone);
      if (why !== undefined) explain(query, { zone, fields }, why);
      return answered(NAME, Reply.of(replyTo(query.request, fields)));
    },
  };
}

function besideLocalhost(query: Query): ReplyFields {
  return loopbackAddress(query) ?? { authority: [soa(query.originalName)] };
}

function loopbackAddress(query: Query): ReplyFields | undefined {
  const head = { name: query.originalName, type: query.qtype, class: Class.IN, ttl: TTL_SECONDS };
  if (query.qtype === RRType.A) return { answer: [{ ...head, rdata: { kind: "A", address: "127.0.0.1" } }] };
  if (query.qtype === RRType.AAAA) return { answer: [{ ...head, rdata: { kind: "AAAA", address: "::1" } }] };
  return undefined;
}

function inZone(query: Query, zone: CanonicalName): ReplyFields {
  const asked = query.originalName;
  // The zone's name in the case in which it was asked.
  const origin = asked.slice(asked.length - zone.length) as Name;
  const head = { name: asked, type: query.qtype, class: Class.IN, ttl: TTL_SECONDS };
  if (query.qname === zone) {
    if (query.qtype === RRType.SOA) return { answer: [soa(asked)] };
    if (query.qtype === RRType.NS) return { answer: [{ ...head, rdata: { kind: "NS", target: LOCALHOST } }] };
    return (zone === LOCALHOST ? loopbackAddress(query) : undefined) ?? { authority: [soa(asked)] };
  }
  if (query.qname === LOOPBACK_POINTER) {
    if (query.qtype === RRType.PTR) return { answer: [{ ...head, rdata: { kind: "PTR", target: LOCALHOST } }] };
    return { authority: [soa(origin)] };
  }
  return { rcode: Rcode.NXDOMAIN, authority: [soa(origin)] };
}

function soa(origin: Name): ResourceRecord {
  return {
    name: origin,
    type: RRType.SOA,
    class: Class.IN,
    ttl: TTL_SECONDS,
    rdata: {
      kind: "SOA",
      mname: LOCALHOST,
      rname: name("root.localhost."),
      serial: 1,
      refresh: 0,
      retry: 0,
      expire: 0,
      minimum: TTL_SECONDS,
    },
  };
}

function explain(query: Query, { zone, fields }: { zone: CanonicalName; fields: ReplyFields }, why: Why): void {
  if (fields.rcode === Rcode.NXDOMAIN) why.because("answered", words.denied({ qname: query.qname, zone }));
  else why.because("answered", words.own({ qname: query.qname }));
}
