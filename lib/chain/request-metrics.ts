/** What CoreDNS counts of each query (CoreDNS, metrics/vars.Report). Children are found once and then kept. */
import { rcodeText } from "../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../dns/iana/rrtype.ts";
import { messageLength } from "../dns/wire/length.ts";
import { measureWire, type WireMeasure } from "../dns/wire/measure.ts";
import type { Counter, Family, Histogram, Metrics } from "../ports/metrics.ts";
import type { Query } from "./query.ts";
import type { Reply } from "./reply.ts";
import type { Seal } from "./seal.ts";

/** CoreDNS's buckets for times, in seconds: from 0.25 ms, doubling. */
const TIME_BUCKETS: readonly number[] = Array.from({ length: 16 }, (_, power) => 0.00025 * 2 ** power);
const SIZE_BUCKETS = [0, 100, 200, 300, 400, 511, 1023, 2047, 4095, 8291, 16e3, 32e3, 48e3, 64e3];

/** The `zone` label of queries that no server block took. */
export const DROPPED = "dropped";

/** QTYPEs with a label of their own; all others count as `other`. */
const COUNTED_TYPES: ReadonlySet<number> = new Set([
  RRType.AAAA,
  RRType.A,
  RRType.CNAME,
  RRType.DNSKEY,
  RRType.DS,
  RRType.MX,
  RRType.NSEC3,
  RRType.NSEC,
  RRType.NS,
  RRType.PTR,
  RRType.RRSIG,
  RRType.SOA,
  RRType.SRV,
  RRType.TXT,
  RRType.HTTPS,
  RRType.SVCB,
  RRType.IXFR,
  RRType.AXFR,
  RRType.ANY,
]);

/** Where a query is counted. */
export interface ReportLabels {
  readonly server: string;
  readonly zone: string;
  readonly view: string;
}

/** What is counted of a query. */
export interface ReportedQuery {
  readonly query: Query;
  /** Octets of the request as it came, before a plugin changed it. */
  readonly requestOctets: number;
  readonly rcode: number;
  /** The plugin behind the one that counts; empty when the server itself answers. */
  readonly plugin: string;
  readonly replyOctets: number;
  readonly tookSeconds: number;
}

interface Families {
  readonly requests: Family<Counter>;
  readonly durations: Family<Histogram>;
  readonly requestSizes: Family<Histogram>;
  readonly dnssecRequests: Family<Counter>;
  readonly responseSizes: Family<Histogram>;
  readonly responses: Family<Counter>;
}

/** Counts queries; one for a set of metrics is enough, several count into the same families. */
export class RequestMetrics {
  readonly #families: Families;
  readonly #places = new Map<string, Place>();

  constructor(metrics: Metrics) {
    const labels = ["server", "zone", "view"];
    const counter = (name: string, help: string, more: readonly string[]): Family<Counter> =>
      metrics.counter({ name: `coredns_dns_${name}`, help, labels: [...labels, ...more] });
    const histogram = (name: string, help: string, more: { labels: readonly string[]; buckets: readonly number[] }) =>
      metrics.histogram({
        name: `coredns_dns_${name}`,
        help,
        labels: [...labels, ...more.labels],
        buckets: more.buckets,
      });
    this.#families = {
      requests: counter("requests_total", "Counter of DNS requests made per zone, protocol and family.", [
        "proto",
        "family",
        "type",
      ]),
      durations: histogram(
        "request_duration_seconds",
        "Histogram of the time (in seconds) each request took per zone.",
        { labels: [], buckets: TIME_BUCKETS },
      ),
      requestSizes: histogram(
        "request_size_bytes",
        "Size of the EDNS0 UDP buffer in bytes (64K for TCP) per zone and protocol.",
        { labels: ["proto"], buckets: SIZE_BUCKETS },
      ),
      dnssecRequests: counter("do_requests_total", "Counter of DNS requests with DO bit set per zone.", []),
      responseSizes: histogram("response_size_bytes", "Size of the returned response in bytes.", {
        labels: ["proto"],
        buckets: SIZE_BUCKETS,
      }),
      responses: counter("responses_total", "Counter of response status codes.", ["rcode", "plugin"]),
    };
  }

  /** The counters of one server, zone and view; ask once where all three stay the same. */
  at(labels: ReportLabels): Place {
    const key = `${labels.server} ${labels.zone} ${labels.view}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = new Place(this.#families, labels);
      this.#places.set(key, place);
    }
    return place;
  }
}

/** Octets of the request as CoreDNS counts them. */
export function requestOctets(query: Query): number {
  return messageLength(query.request, false);
}

/**
 * Octets of a reply as CoreDNS counts them (names uncompressed, the OPT record that the server adds not among them), and
 * its code; those of its seal are. A reply that is there as bytes is not decoded for that unless it must be.
 */
export function measureReply(reply: Reply, seal?: Seal): WireMeasure {
  const wire = reply.wire === undefined ? undefined : measureWire(reply.wire);
  const measured = wire ?? { octets: messageLength(reply.message, false), rcode: reply.message.rcode };
  return seal === undefined ? measured : { ...measured, octets: measured.octets + seal.reserve };
}

/** The counters of one server, zone and view, each made when it first counts. */
export class Place {
  readonly #families: Families;
  readonly #labels: ReportLabels;
  #durations: Histogram | undefined;
  readonly #requests = new Map<number, Counter>();
  readonly #responses = new Map<string, Map<number, Counter>>();
  readonly #requestSizes: { udp?: Histogram; tcp?: Histogram } = {};
  readonly #responseSizes: { udp?: Histogram; tcp?: Histogram } = {};

  constructor(families: Families, labels: ReportLabels) {
    this.#families = families;
    this.#labels = labels;
  }

  /** Counts one query. */
  report({ query, requestOctets: octets, rcode, plugin, replyOctets, tookSeconds }: ReportedQuery): void {
    const { protocol } = query;
    if (query.dnssecOk) this.#families.dnssecRequests.child(...this.#values()).add(1);
    this.#request(query).add(1);
    this.#durations ??= this.#families.durations.child(...this.#values());
    this.#durations.observe(tookSeconds);
    this.#responseSizes[protocol] ??= this.#families.responseSizes.child(...this.#values(), protocol);
    this.#responseSizes[protocol].observe(replyOctets);
    this.#requestSizes[protocol] ??= this.#families.requestSizes.child(...this.#values(), protocol);
    this.#requestSizes[protocol].observe(octets);
    this.#response(plugin, rcode).add(1);
  }

  #values(): [string, string, string] {
    return [this.#labels.server, this.#labels.zone, this.#labels.view];
  }

  #request(query: Query): Counter {
    const { protocol, qtype } = query;
    const ipv6 = query.arrival.client.address.includes(":");
    const key = (qtype << 2) | (protocol === "tcp" ? 2 : 0) | (ipv6 ? 1 : 0);
    let counter = this.#requests.get(key);
    if (counter === undefined) {
      const type = COUNTED_TYPES.has(qtype) ? rrtypeName(qtype) : "other";
      counter = this.#families.requests.child(...this.#values(), protocol, ipv6 ? "2" : "1", type);
      this.#requests.set(key, counter);
    }
    return counter;
  }

  #response(plugin: string, rcode: number): Counter {
    let ofPlugin = this.#responses.get(plugin);
    if (ofPlugin === undefined) {
      ofPlugin = new Map();
      this.#responses.set(plugin, ofPlugin);
    }
    let counter = ofPlugin.get(rcode);
    if (counter === undefined) {
      counter = this.#families.responses.child(...this.#values(), rcodeText(rcode), plugin);
      ofPlugin.set(rcode, counter);
    }
    return counter;
  }
}
