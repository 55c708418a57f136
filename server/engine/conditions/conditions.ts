/** What is made to happen to an engine's configuration: time that goes by, and upstreams that fail. */
import type { ConditionsReply, ConditionsRequest, Fault, HeldReplyInfo } from "../../../lib/api/conditions.ts";
import type { Key } from "../../../lib/chain/key.ts";
import { className } from "../../../lib/dns/iana/class.ts";
import { rcodeText } from "../../../lib/dns/iana/rcode.ts";
import { rrtypeName } from "../../../lib/dns/iana/rrtype.ts";
import { HELD_REPLIES, type HeldReply } from "../../../lib/plugin-kit/held-replies.ts";
import { UPSTREAMS, type UpstreamState } from "../../../lib/plugin-kit/upstream-source.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { Exchange } from "../../../lib/ports/exchange.ts";
import { faultyExchange } from "./faulty-exchange.ts";
import { MovedClock } from "./moved-clock.ts";

/** As many entries of a cache as somebody looks through. */
const MOST_ENTRIES = 500;

/** What serves, as far as it is asked here. */
interface Offering {
  offers<Value>(key: Key<Value>): readonly Value[];
}

/** They outlive an edit, and end with the engine. */
export class Conditions {
  readonly #clock: MovedClock;
  readonly #faults = new Map<string, Fault>();

  constructor(clock: Clock) {
    this.#clock = new MovedClock(clock);
  }

  get clock(): Clock {
    return this.#clock;
  }

  /** The upstreams of `base`, with what they are made to do. */
  over(base: Exchange): Exchange {
    return faultyExchange(base, this.#faults, this.#clock);
  }

  impose({ advanceMs = 0, faults = {} }: ConditionsRequest): void {
    for (const [name, fault] of Object.entries(faults)) {
      if (fault === null) this.#faults.delete(name);
      else this.#faults.set(name, fault);
    }
    if (advanceMs > 0) this.#clock.advance(advanceMs);
  }

  /** What there is to see now of a configuration that serves; of none when nothing does. */
  describe(serving: Offering | undefined): ConditionsReply {
    return {
      aheadMs: this.#clock.aheadMs,
      caches: (serving?.offers(HELD_REPLIES) ?? []).map((held) => {
        const { zones, newest, ...rest } = held(MOST_ENTRIES);
        return { ...rest, zones: [...zones], newest: newest.map(inWords) };
      }),
      upstreams: unlike((serving?.offers(UPSTREAMS) ?? []).flatMap((upstreams) => upstreams())).map((upstream) => {
        const fault = this.#faults.get(upstream.name);
        return fault === undefined ? upstream : { ...upstream, fault };
      }),
    };
  }
}

/** A line may name the same upstream twice, and a block may be served on several listeners. */
function unlike(upstreams: readonly UpstreamState[]): readonly UpstreamState[] {
  return [...new Map(upstreams.map((one) => [`${one.at.file} ${one.at.start.line} ${one.name}`, one])).values()];
}

function inWords({ type, class: qclass, rcode, ...held }: HeldReply): HeldReplyInfo {
  return { ...held, type: rrtypeName(type), class: className(qclass), rcode: rcodeText(rcode) };
}
