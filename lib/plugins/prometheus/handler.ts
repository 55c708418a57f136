/** Counts what passes: one count per query, its reply as the plugins behind this one made it (CoreDNS, plugin metrics). */
import type { Handler, Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { type Outcome, wasWritten } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { measureReply, type Place, type RequestMetrics, requestOctets } from "../../chain/request-metrics.ts";
import { atEnd } from "../../chain/stream.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { type CanonicalName, ROOT } from "../../dns/name/name.ts";
import type { WireMeasure } from "../../dns/wire/measure.ts";
import type { Why } from "../../explanation/why.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import { COUNTED_ZONES } from "./api.ts";
import { words } from "./words.ts";

/** What a counting handler works with. */
export interface PrometheusOptions {
  /** The zones of the server block: the `zone` label. */
  readonly zones: readonly CanonicalName[];
  readonly metrics: RequestMetrics;
  readonly clock: Clock;
}

/** What is remembered of a query until its reply comes. */
interface Counting {
  readonly query: Query;
  readonly zone: string;
  readonly octets: number;
  readonly startedMs: number;
  readonly plugin: string;
  readonly why: Why | undefined;
}

/** A handler that counts each query after the plugins behind it are done. */
export function createPrometheus({ zones: blockZones, metrics, clock }: PrometheusOptions): Handler {
  const zones = [...blockZones];
  /** Zones that come and go, as they are told. */
  const labels = new Map<CanonicalName, string>();
  const places = new LastPlace(metrics);
  const report = (counting: Counting, measured: WireMeasure | undefined, rcode: number): void => {
    const { query, zone, octets, startedMs, why } = counting;
    const plugin = measured === undefined ? "" : counting.plugin;
    places.of(query, zone).report({
      query,
      requestOctets: octets,
      rcode,
      plugin,
      replyOctets: measured?.octets ?? 0,
      tookSeconds: (clock.monotonicMs() - startedMs) / 1000,
    });
    if (why !== undefined) {
      const facts = { rcode: rcodeText(rcode), zone, plugin };
      why.back("observed", measured === undefined ? words.countedCode(facts) : words.counted(facts));
    }
  };
  const count = (counting: Counting, outcome: Outcome): Outcome => {
    if (outcome.stream !== undefined) {
      return atEnd(outcome, ({ last, octets, rcode }) => {
        const measured = last === undefined ? undefined : { octets, rcode: last.message.rcode };
        report(counting, measured, wasWritten(rcode) ? (measured?.rcode ?? rcode) : rcode);
      });
    }
    const { reply, rcode, isEndless } = outcome;
    if (isEndless === true) return outcome;
    const measured = reply === undefined ? undefined : measureReply(reply, outcome.seal);
    // As CoreDNS counts queries that were dropped.
    report(counting, measured, wasWritten(rcode) ? (measured?.rcode ?? Rcode.NOERROR) : rcode);
    return outcome;
  };
  return {
    name: "prometheus",
    offers: offers(
      COUNTED_ZONES.with({
        add(zone, label) {
          labels.set(zone, label);
          if (!zones.includes(zone)) zones.push(zone);
        },
        remove(zone) {
          labels.delete(zone);
          if (zones.includes(zone)) zones.splice(zones.indexOf(zone), 1);
        },
      }),
    ),
    serve(query: Query, next: Next, why: Why | undefined) {
      const longest = longestMatch(query.qname, zones) ?? ROOT;
      const zone = labels.size === 0 ? longest : (labels.get(longest) ?? longest);
      const plugin = next.plugin ?? "";
      const counting = { query, zone, octets: requestOctets(query), startedMs: clock.monotonicMs(), plugin, why };
      const outcome = next(query);
      return outcome instanceof Promise ? outcome.then((come) => count(counting, come)) : count(counting, outcome);
    },
  };
}

/** Finds the counters of a query; one after the other usually wants the same. */
class LastPlace {
  readonly #metrics: RequestMetrics;
  #place: Place | undefined;
  #server = "";
  #zone = "";
  #view = "";

  constructor(metrics: RequestMetrics) {
    this.#metrics = metrics;
  }

  of({ arrival: { server }, view }: Query, zone: string): Place {
    if (this.#place !== undefined && server === this.#server && zone === this.#zone && view === this.#view) {
      return this.#place;
    }
    this.#server = server;
    this.#zone = zone;
    this.#view = view;
    this.#place = this.#metrics.at({ server, zone, view });
    return this.#place;
  }
}
