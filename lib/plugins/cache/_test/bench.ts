import { lines, nextOf, query, type ReplyLines, reply } from "../../../chain/_test/messages.ts";
import type { Handler } from "../../../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../../../chain/outcome.ts";
import type { Query } from "../../../chain/query.ts";
import { Reply } from "../../../chain/reply.ts";
import { Rcode } from "../../../dns/iana/rcode.ts";
import { canonical, ROOT, readName } from "../../../dns/name/name.ts";
import { FakeClock } from "../../../ports/_test/fake-clock.ts";
import { FakeMetrics } from "../../../ports/_test/fake-metrics.ts";
import type { Range } from "../../../text/position.ts";
import { createCache } from "../handler.ts";
import { createCacheCounters } from "../metrics.ts";
import { CACHE_DEFAULTS, type CacheSettings } from "../settings.ts";

export type Given = ReplyLines | "no reply" | "failure" | ((query: Query) => ReplyLines);

export const A = "www.example.org. 300 IN A 192.0.2.1";
export const OTHER_A = "www.example.org. 300 IN A 192.0.2.2";
export const SOA = "example.org. 60 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";
export const ALIAS = "www.example.org. 300 IN CNAME web.example.net.";

export function zone(text: string) {
  const name = readName(text);
  if (name === undefined) throw new Error(`no zone: ${text}`);
  return canonical(name);
}

/** Where the cache stands. */
const START = { offset: 0, line: 2, column: 5 };
const LINE: Range = { file: "Corefile", start: START, end: START };

/** A cache before something that gives the replies one after the other, the last one for ever. */
export class Bench {
  readonly clock = new FakeClock();
  readonly metrics = new FakeMetrics();
  readonly passedOn: Query[] = [];
  /** How long the next plugin takes. */
  delayMs = 0;
  readonly handler: Handler;
  readonly #given: readonly Given[];

  constructor(settings: Partial<CacheSettings>, ...given: readonly Given[]) {
    this.#given = given;
    this.handler = createCache(
      { ...CACHE_DEFAULTS, zones: [ROOT], ...settings },
      {
        at: LINE,
        clock: this.clock,
        countersOf: createCacheCounters(this.metrics, { zones: ".", view: "" }),
        bypassedZones: () => [],
      },
    );
  }

  readonly #next = nextOf((asked) => {
    const given = this.#given[Math.min(this.passedOn.length, this.#given.length - 1)];
    this.passedOn.push(asked);
    const outcome = this.#outcome(asked, given ?? "no reply");
    if (this.delayMs === 0) return outcome;
    return new Promise((resolve) => void this.clock.after(this.delayMs, () => resolve(outcome)));
  });

  #outcome(asked: Query, given: Given): Outcome {
    if (given === "no reply") return unanswered("next", Rcode.REFUSED);
    if (given === "failure") return unanswered("next", Rcode.SERVFAIL, "i/o timeout");
    return answered("next", Reply.of(reply(asked.request, typeof given === "function" ? given(asked) : given)));
  }

  async ask(question: string, fields: Parameters<typeof query>[1] = {}): Promise<Outcome> {
    const outcome = this.handler.serve(query(question, fields), this.#next, undefined);
    if (this.delayMs > 0) await this.clock.pass(0);
    return outcome;
  }

  async answers(question: string, fields: Parameters<typeof query>[1] = {}): Promise<readonly string[]> {
    return lines((await this.ask(question, fields)).reply?.message.answer ?? []);
  }
}

export const WWW = "www.example.org. A";
export const stale = { ...CACHE_DEFAULTS.stale, upToMs: 3_600_000 };
