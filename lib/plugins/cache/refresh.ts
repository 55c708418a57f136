/** Asking again for what the cache has: in advance, behind a client's back, or before an expired entry is served. */

import type { Arrival } from "../../chain/arrival.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Message } from "../../dns/message/message.ts";
import { responseType } from "../../plugin-kit/response-type.ts";
import type { Clock } from "../../ports/clock.ts";
import { answersQuestion } from "./answering.ts";
import type { Asking } from "./asking.ts";
import { cacheType } from "./cacheable.ts";
import type { Entry } from "./entry.ts";

import { isReplyTo, type Keeper, type Kept, tellAuthentic } from "./keeper.ts";
import type { CacheSettings } from "./settings.ts";
import { words } from "./words.ts";

/** What asking again gave: an outcome to serve, or none when the expired entry is better. */
export interface Verified {
  readonly outcome: Outcome | undefined;
  readonly kept?: Kept | undefined;
}

/** The query that asked again, and whether a client waits for what it gives. */
interface Refresh {
  readonly query: Query;
  readonly background: boolean;
}

const NOTHING: Verified = { outcome: undefined };
const NOBODY = { address: "", port: 0 };

/** The query as it is passed on: with AD, so that a validating upstream tells what is authentic (RFC 6840 section 5.7). */
export function refreshing(query: Query): Query {
  const { request } = query;
  return query.withRequest(request.authenticData ? request : { ...request, authenticData: true });
}

/** The query of a refresh that no client waits for. It counts as TCP, so that the reply is not truncated. */
function detached(query: Query): Query {
  const { server, arrivedMs } = query.arrival;
  const arrival: Arrival = { client: NOBODY, local: NOBODY, transport: "tcp", server, arrivedMs };
  const copy = new Query({ ...query.request, authenticData: true }, arrival);
  copy.view = query.view;
  copy.zone = query.zone;
  copy.depth = query.depth;
  if (query.metadata !== undefined) copy.metadata = new Map();
  return copy;
}

export class Refresher {
  readonly #settings: CacheSettings;
  readonly #keeper: Keeper;
  readonly #clock: Clock;

  constructor(settings: CacheSettings, { keeper, clock }: { readonly keeper: Keeper; readonly clock: Clock }) {
    this.#settings = settings;
    this.#keeper = keeper;
    this.#clock = clock;
  }

  /** Counts the query, and asks again when the entry is popular and near its end. */
  prefetchIfPopular(entry: Entry, left: number, asking: Asking): void {
    const { amount, windowMs, percentage } = this.#settings.prefetch;
    entry.popularity.count(windowMs, asking.nowMs);
    const { hits } = entry.popularity;
    if (hits < amount || left > Math.ceil((percentage / 100) * entry.ttlSeconds)) return;
    if (!entry.beginRefresh(asking.nowMs, 0)) return;
    asking.why?.note(words.prefetch({ hits, left }));
    this.#detach(entry, asking, async (query) => {
      const { reply } = await asking.next(query);
      if (reply === undefined) return true;
      const occasion = { query, counters: asking.counters, excepting: false, replacesDenial: true, wildcard: "" };
      this.#keeper.keep(reply.message, occasion);
      return true;
    });
  }

  /** Asks again for an expired entry while it is being served, unless that is under way or failed a moment ago. */
  refreshBehind(entry: Entry, asking: Asking): void {
    if (!entry.beginRefresh(asking.nowMs, this.#settings.stale.recheckMs)) return;
    asking.why?.note(words.refresh());
    this.#detach(entry, asking, async (query) => {
      const { outcome } = this.#accept(await asking.next(query), asking, { query, background: true });
      return outcome !== undefined;
    });
  }

  /** Runs a refresh once the client has its reply; `ask` tells whether the entry has been replaced. */
  #detach(entry: Entry, asking: Asking, ask: (query: Query) => Promise<boolean>): void {
    const query = detached(asking.query);
    const recheckMs = entry.secondsLeft(asking.nowMs) > 0 ? 0 : this.#settings.stale.recheckMs;
    const run = async (): Promise<void> => {
      asking.counters.prefetches().add(1);
      let refreshed = false;
      try {
        refreshed = await ask(query);
      } finally {
        // The entry that took its place is as popular as this one was.
        if (refreshed) this.#keeper.any(query)?.popularity.takeOver(entry.popularity.hits, asking.nowMs);
        entry.endRefresh(this.#clock.monotonicMs(), { refreshed, recheckMs });
      }
    };
    // Behind the reply to the client, which goes out first. Nobody waits: a failure leaves the entry as it is.
    void Promise.resolve()
      .then(run)
      .catch(() => undefined);
  }

  /** Asks again before an expired entry is served. */
  verify(asking: Asking, { background }: { readonly background: boolean }): Verified | Promise<Verified> {
    const query = refreshing(asking.query);
    if (background && query.metadata !== undefined) query.metadata = new Map(query.metadata);
    const outcome = asking.next(query);
    if (outcome instanceof Promise) return outcome.then((late) => this.#accept(late, asking, { query, background }));
    return this.#accept(outcome, asking, { query, background });
  }

  /** Keeps a reply that may take an expired entry's place (RFC 8767 section 4), and tells whether it is to be served. */
  #accept(outcome: Outcome, asking: Asking, { query, background }: Refresh): Verified {
    // A stream is never kept, and no entry asks for one.
    if (outcome.stream !== undefined) return NOTHING;
    const message = outcome.reply?.message;
    if (message === undefined || message.truncated || !isReplyTo(query, message)) return NOTHING;
    const occasion = { query, counters: asking.counters, excepting: false, wildcard: "" };
    if (this.#settings.stale.preferPositive) {
      const isUsable = cacheType(message, this.#clock.nowMs()) === "NOERROR" && answersQuestion(message);
      const kept = this.#keeper.keep(message, { ...occasion, replacesDenial: background || !isUsable });
      return isUsable ? { outcome: { ...outcome, reply: Reply.of(tellAuthentic(kept, asking.query)) }, kept } : NOTHING;
    }
    if (!isRefresh(message, this.#clock.nowMs())) return NOTHING;
    const kept = this.#keeper.keep(message, { ...occasion, replacesDenial: background });
    return { outcome: { ...outcome, reply: Reply.of(tellAuthentic(kept, asking.query)) }, kept };
  }
}

function isRefresh(message: Message, nowMs: number): boolean {
  const type = responseType(message, nowMs);
  if (type === "OTHERERROR" || type === "META" || type === "UPDATE") return false;
  return message.rcode === Rcode.NOERROR || message.rcode === Rcode.NXDOMAIN;
}
