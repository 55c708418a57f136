/** Which upstream is tried next for one query, and when to give up (CoreDNS, plugin forward, ServeDNS). */
import { type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Why } from "../../explanation/why.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { ForwardCounters } from "./metrics.ts";
import type { ForwardSettings } from "./settings.ts";
import type { Upstream } from "./upstream.ts";
import { words } from "./words.ts";

const TIMEOUT_MS = 5000;
const DEFAULT_PER_UPSTREAM = 2;

/** What choosing works with. */
export interface AttemptParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: ForwardCounters;
}

export class Attempts {
  readonly #upstreams: readonly Upstream[];
  readonly #failfast: boolean;
  readonly #parts: AttemptParts;
  readonly #deadlineMs: number;
  /** Attempts that may fail; 0 for any number. */
  readonly #most: number;
  #at = 0;
  #passedOver = 0;
  #failures = 0;
  #failovers = 0;
  #error: string | undefined;
  #isOver = false;
  /** Upstreams asked so far. */
  count = 0;
  /** The upstream that was asked last. */
  last: Upstream | undefined;

  constructor(upstreams: readonly Upstream[], { failfast, maxConnectAttempts }: ForwardSettings, parts: AttemptParts) {
    this.#upstreams = upstreams;
    this.#failfast = failfast;
    this.#parts = parts;
    this.#deadlineMs = parts.clock.monotonicMs() + TIMEOUT_MS;
    this.#most = maxConnectAttempts ?? DEFAULT_PER_UPSTREAM * upstreams.length;
  }

  /** The upstream to ask now; undefined when it is time to give up. */
  next(query: Query, why: Why | undefined): Upstream | undefined {
    while (!this.#isOver && this.#isInTime(query)) {
      if (this.#at >= this.#upstreams.length) {
        this.#at = 0;
        this.#passedOver = 0;
      }
      const upstream = this.#upstreams[this.#at++];
      if (upstream === undefined) return undefined;
      if (!upstream.isDown) return this.#chosen(upstream);
      why?.note(words.down({ upstream: upstream.name }));
      this.#passedOver++;
      if (this.#passedOver >= this.#upstreams.length) return this.#anyOfTheDown(why);
    }
    return undefined;
  }

  #chosen(upstream: Upstream): Upstream {
    this.count++;
    this.last = upstream;
    return upstream;
  }

  /** All are down: then the health checks may be what is broken. */
  #anyOfTheDown(why: Why | undefined): Upstream | undefined {
    this.#parts.counters.healthcheckBroken.add(1);
    if (this.#failfast) return undefined;
    why?.note(words.allDown());
    const upstream = this.#upstreams[this.#parts.random.below(this.#upstreams.length)];
    return upstream === undefined ? undefined : this.#chosen(upstream);
  }

  #isInTime({ deadlineMs }: Query): boolean {
    const nowMs = this.#parts.clock.monotonicMs();
    return nowMs < this.#deadlineMs && (deadlineMs === undefined || nowMs < deadlineMs);
  }

  /** Counts an attempt that brought no reply. */
  failed(error: string): void {
    this.#error = error;
    this.#failures++;
    this.#isOver = (this.#most > 0 && this.#failures >= this.#most) || this.#passedOver >= this.#upstreams.length;
  }

  /** Forgets the last error: a reply came. */
  succeeded(): void {
    this.#error = undefined;
  }

  /** Counts a reply with a code of `failover`; false for the last upstream's. */
  mayFailOver(): boolean {
    this.#failovers++;
    return this.#failovers < this.#upstreams.length;
  }

  /** What the client gets when nothing is left to try. */
  giveUp(why: Why | undefined): Outcome {
    const error = this.#error ?? "no healthy proxies";
    if (why !== undefined) this.#explain(error, why);
    return unanswered("forward", Rcode.SERVFAIL, error);
  }

  #explain(error: string, why: Why): void {
    const upstream = this.last?.name;
    if (this.#isOver) why.because("failed", words.exhausted({ attempts: this.#failures, error }), { upstream });
    else if (this.#error === undefined && this.#failfast) why.because("failed", words.unhealthy());
    else why.because("failed", words.expired({ error }), { upstream });
  }
}
