/** Replies kept for a while, so that the plugins behind need not be asked again (CoreDNS, plugin cache; RFC 2308, RFC 8767). */
import { afterwards, type Handler, type Next } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import { answered, type Outcome } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { eachReply } from "../../chain/stream.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import { HELD_REPLIES } from "../../plugin-kit/held-replies.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Range } from "../../text/position.ts";
import type { Asking } from "./asking.ts";
import type { Entry } from "./entry.ts";
import { explainKept, noteKey, noteStaleDenial, noteStanding } from "./explain.ts";
import { type Found, Keeper, type Kept, tellAuthentic } from "./keeper.ts";
import type { ServerCounters } from "./metrics.ts";
import { Refresher, refreshing } from "./refresh.ts";
import type { CacheSettings } from "./settings.ts";
import { words } from "./words.ts";

const NAME = "cache";
const WILDCARD = "zone/wildcard";

/** What a cache needs of the world and of its block. */
export interface CacheParts {
  /** Its line. */
  readonly at: Range;
  readonly clock: Clock;
  /** The counters of a server, by its address in CoreDNS's words. */
  readonly countersOf: (server: string) => ServerCounters;
  /** Zones whose data change under way and are never kept; complete once the block has started. */
  readonly bypassedZones: () => readonly CanonicalName[];
}

/** A handler that answers from its entries and keeps what comes back for everything else. */
export function createCache(settings: CacheSettings, parts: CacheParts): Handler {
  const keeper = new Keeper(settings, parts.clock);
  const refresher = new Refresher(settings, { keeper, clock: parts.clock });
  const cache = new Cache({ settings, keeper, refresher, clock: parts.clock });
  return {
    name: NAME,
    offers: offers(HELD_REPLIES.with((most) => ({ at: parts.at, zones: settings.zones, ...keeper.held(most) }))),
    serve(query, next, why) {
      if (query.request.opcode !== Opcode.QUERY) {
        why?.because("passed", words.notQuery());
        return next(query);
      }
      if (isOutside(query, settings.zones) || !isOutside(query, parts.bypassedZones())) {
        why?.because("not in scope", words.outside({ qname: query.qname, zones: settings.zones.join(" ") }));
        // What plugins behind change of the request is not seen before the cache.
        return next(query.withRequest(query.request));
      }
      const counters = parts.countersOf(query.arrival.server);
      return cache.serve({ query, next, why, counters, nowMs: parts.clock.monotonicMs() });
    },
  };
}

function isOutside(query: Query, zones: readonly CanonicalName[]): boolean {
  return longestMatch(query.qname, zones) === undefined;
}

interface Organs {
  readonly settings: CacheSettings;
  readonly keeper: Keeper;
  readonly refresher: Refresher;
  readonly clock: Clock;
}

class Cache {
  readonly #settings: CacheSettings;
  readonly #keeper: Keeper;
  readonly #refresher: Refresher;
  readonly #clock: Clock;

  constructor({ settings, keeper, refresher, clock }: Organs) {
    this.#settings = settings;
    this.#keeper = keeper;
    this.#refresher = refresher;
    this.#clock = clock;
  }

  serve(asking: Asking): Outcome | Promise<Outcome> {
    const { query, nowMs, counters, why } = asking;
    counters.requests().add(1);
    const found = this.#keeper.find(query, nowMs);
    if (why !== undefined) noteKey(query, why);
    if (found === undefined) {
      counters.misses().add(1);
      why?.because("passed", words.miss({ qname: query.qname, qtype: rrtypeName(query.qtype) }));
      const passedOn = refreshing(query);
      return afterwards(asking.next(passedOn), (outcome) => this.#keepOutcome(outcome, passedOn, asking));
    }
    const { entry } = found;
    counters.hits[found.half]().add(1);
    entry.asked = true;
    const left = entry.secondsLeft(nowMs);
    if (left <= 0) return this.#expired(found, asking);
    if (this.#settings.prefetch.amount > 0) this.#refresher.prefetchIfPopular(entry, left, asking);
    if (why !== undefined) this.#explainHit(found, left, { next: asking.next, why });
    return this.#reply(entry, this.#settings.keepTtl ? entry.ttlSeconds : left, query);
  }

  #reply(entry: Entry, ttlSeconds: number, query: Query): Outcome {
    if (entry.wildcard !== "") query.metadata?.set(WILDCARD, () => entry.wildcard);
    return answered(NAME, entry.replyTo(query.request, ttlSeconds));
  }

  #expired(found: Found, asking: Asking): Outcome | Promise<Outcome> {
    const { stale } = this.#settings;
    const { entry } = found;
    if (!stale.verify) {
      this.#refresher.refreshBehind(entry, asking);
      return this.#serveStale(found, asking);
    }
    const isTracked = stale.recheckMs > 0 || stale.verifyTimeoutMs > 0;
    if (isTracked && !entry.beginRefresh(asking.nowMs, stale.recheckMs)) return this.#serveStale(found, asking);
    if (stale.verifyTimeoutMs > 0) return this.#verifyInTime(found, asking);
    const verified = this.#refresher.verify(asking, { background: false });
    const settle = ({ outcome }: { readonly outcome: Outcome | undefined }): Outcome => {
      const refreshed = outcome !== undefined;
      if (isTracked) entry.endRefresh(this.#clock.monotonicMs(), { refreshed, recheckMs: stale.recheckMs });
      if (outcome === undefined) return this.#serveStale(found, asking, "notVerified");
      asking.why?.back("changed", words.verified());
      return outcome;
    };
    return verified instanceof Promise ? verified.then(settle) : settle(verified);
  }

  /** Asks again, but lets the client wait no longer than the time-out; what comes later is still kept. */
  #verifyInTime(found: Found, asking: Asking): Promise<Outcome> {
    const { verifyTimeoutMs, recheckMs } = this.#settings.stale;
    const { query, why } = asking;
    return new Promise((resolve) => {
      const timer = this.#clock.after(verifyTimeoutMs, () => resolve(this.#serveStale(found, asking, "verifyTimeout")));
      const settle = (outcome: Outcome | undefined, kept: Kept | undefined): void => {
        timer.cancel();
        const nowMs = this.#clock.monotonicMs();
        found.entry.endRefresh(nowMs, { refreshed: outcome !== undefined, recheckMs });
        if (outcome === undefined) {
          resolve(this.#serveStale(found, asking, "notVerified"));
          return;
        }
        why?.back("changed", words.verified());
        const entry = kept?.entry;
        if (entry === undefined) resolve(outcome);
        else resolve(this.#reply(entry, this.#settings.keepTtl ? entry.ttlSeconds : entry.secondsLeft(nowMs), query));
      };
      const verify = async (): Promise<void> => {
        const { outcome, kept } = await this.#refresher.verify(asking, { background: true });
        settle(outcome, kept);
      };
      verify().catch(() => settle(undefined, undefined));
    });
  }

  #serveStale(found: Found, asking: Asking, verified?: "notVerified" | "verifyTimeout"): Outcome {
    const { entry } = found;
    const { stale, keepTtl } = this.#settings;
    const { query, why, nowMs } = asking;
    asking.counters.servedStale().add(1);
    if (why !== undefined) {
      const expired = -entry.secondsLeft(nowMs);
      const upTo = Math.trunc(stale.upToMs / 1000);
      why.because("answered", words.stale({ expired, upTo }));
      if (found.half === "denial") noteStaleDenial(entry.rcode, upTo, why);
      if (verified === "notVerified") why.note(words.notVerified());
      if (verified === "verifyTimeout") why.note(words.verifyTimeout({ timeout: stale.verifyTimeoutMs }));
    }
    const ttlSeconds = stale.ttlSeconds > 0 ? stale.ttlSeconds : keepTtl ? entry.ttlSeconds : 0;
    return this.#reply(entry, ttlSeconds, query);
  }

  /** Keeps what came back for a miss; a failure without a reply is kept as SERVFAIL, else every retry asks again. */
  #keepOutcome(outcome: Outcome, passedOn: Query, { query, counters, why }: Asking): Outcome {
    const occasion = {
      query: passedOn,
      counters,
      excepting: true,
      replacesDenial: false,
      wildcard: query.metadata?.get(WILDCARD)?.() ?? "",
    };
    if (outcome.stream !== undefined) {
      // A zone transfer: nothing of it is kept, but its TTLs are what they would be.
      return eachReply(outcome, ({ message }) => Reply.of(tellAuthentic(this.#keeper.keep(message, occasion), query)));
    }
    if (outcome.reply !== undefined) {
      const kept = this.#keeper.keep(outcome.reply.message, occasion);
      if (why !== undefined) explainKept(kept, outcome.reply.message, why);
      return { ...outcome, reply: Reply.of(tellAuthentic(kept, query)) };
    }
    const isFailure = outcome.error !== undefined && outcome.rcode === Rcode.SERVFAIL && this.#settings.servfailMs > 0;
    if (!isFailure || isGivenUp(query, this.#clock)) {
      why?.back("observed", words.noReply());
      return outcome;
    }
    const { ttlSeconds } = this.#keeper.keep(replyTo(passedOn.request, { rcode: Rcode.SERVFAIL }), occasion);
    why?.back("observed", words.failureKept({ ttl: ttlSeconds }));
    return outcome;
  }

  #explainHit({ entry, half }: Found, left: number, { why, next }: { why: Why; next: Next }): void {
    const facts = { age: entry.ttlSeconds - left, left, ttl: entry.ttlSeconds, half };
    why.because("answered", this.#settings.keepTtl ? words.keptTtl(facts) : words.hit(facts));
    if (next.plugin !== undefined) noteStanding({ rcode: entry.rcode, half, left, next: next.plugin }, why);
  }
}

function isGivenUp(query: Query, clock: Clock): boolean {
  return query.deadlineMs !== undefined && clock.monotonicMs() >= query.deadlineMs;
}
