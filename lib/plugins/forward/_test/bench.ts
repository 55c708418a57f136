import { lines, nextOf, query, type ReplyLines, reply } from "../../../chain/_test/messages.ts";
import type { Outcome } from "../../../chain/outcome.ts";
import { Rcode } from "../../../dns/iana/rcode.ts";
import { canonical, ROOT, readName } from "../../../dns/name/name.ts";
import { decodeMessage } from "../../../dns/wire/decode.ts";
import { encodeMessage } from "../../../dns/wire/encode.ts";
import type { Why } from "../../../explanation/why.ts";
import { sentenceText } from "../../../explanation/words.ts";
import { FakeClock } from "../../../ports/_test/fake-clock.ts";
import { FakeExchange, type FakeReply } from "../../../ports/_test/fake-exchange.ts";
import { FakeMetrics } from "../../../ports/_test/fake-metrics.ts";
import { fakeRandom } from "../../../ports/_test/fake-random.ts";
import { ExchangeError, type UpstreamEndpoint } from "../../../ports/exchange.ts";
import type { Tap } from "../../dnstap/api.ts";
import { readAddresses } from "../address.ts";
import { createForward } from "../handler.ts";
import { createForwardCounters } from "../metrics.ts";
import { FORWARD_DEFAULTS, type ForwardSettings } from "../settings.ts";
import { Upstream } from "../upstream.ts";

export const REFUSED = new ExchangeError("refused", "read udp 127.0.0.1:1->192.0.2.1:53: read: connection refused");
export const WWW = "www.example.org. A";

export function zone(text: string) {
  const name = readName(text);
  if (name === undefined) throw new Error(`no zone: ${text}`);
  return canonical(name);
}

type Played = ReplyLines | "silence" | ExchangeError | ((message: Uint8Array, endpoint: UpstreamEndpoint) => FakeReply);
export type Settings = Partial<ForwardSettings>;

const health = { intervalMs: 500, recursionDesired: true, domain: ROOT };

/** A forward to upstreams 192.0.2.1, 192.0.2.2 and so on. */
export class Bench {
  readonly clock = new FakeClock();
  readonly metrics = new FakeMetrics();
  readonly exchange: FakeExchange;
  readonly upstreams: Upstream[] = [];
  readonly played: Played[];
  readonly taps: Tap[] = [];
  readonly #serve: (asked: ReturnType<typeof query>, why?: Why) => Outcome | Promise<Outcome>;

  constructor(
    settings: Settings & { readonly over?: "https" | "quic"; readonly serverName?: string },
    ...played: Played[]
  ) {
    this.played = played;
    const named = settings.serverName === undefined ? {} : { serverName: settings.serverName };
    const scheme = settings.over === undefined ? "" : `${settings.over}://`;
    this.exchange = new FakeExchange(this.clock, (message, endpoint) => {
      const asked = decodeMessage(message);
      const play = this.played[Number(endpoint.address.split(".").at(-1)) - 1] ?? "silence";
      if (typeof play === "function") return play(message, endpoint);
      if (play === "silence" || play instanceof ExchangeError) return play;
      return encodeMessage(reply(asked, play), { compress: true });
    });
    const all: ForwardSettings = { ...FORWARD_DEFAULTS, from: ROOT, health, policy: "sequential", ...settings };
    const random = fakeRandom();
    const counters = createForwardCounters(this.metrics);
    for (const address of readAddresses(played.map((_, at) => `${scheme}192.0.2.${at + 1}:53`))) {
      this.upstreams.push(
        new Upstream(address, all, {
          clock: this.clock,
          random,
          exchange: this.exchange,
          counters: counters.of(address.text),
          ...(scheme === "" ? {} : { tls: { material: { kind: "tls" }, ...named } }),
        }),
      );
    }
    const handler = createForward(all, {
      taps: () => this.taps,
      clock: this.clock,
      random,
      counters,
      upstreams: this.upstreams,
      own: { listeners: () => [], addresses: () => [] },
    });
    const next = nextOf(() => ({ rcode: Rcode.NOERROR, answeredBy: "next" }), "forward");
    this.#serve = (asked, why) => handler.serve(asked, next, why);
  }

  /** Asks, and gives what the handler says that it waits for whenever that is wanted. */
  watch(question: string): {
    readonly told: () => string | undefined;
    readonly notes: readonly string[];
    readonly done: Promise<Outcome>;
  } {
    const notes: string[] = [];
    let told: (() => string) | undefined;
    const pen: Why = {
      because() {},
      back() {},
      asks() {},
      nests() {},
      uses() {},
      note: (sentence) => notes.push(sentenceText(sentence)),
      waits(tell) {
        told = () => sentenceText(tell());
      },
    };
    return { done: Promise.resolve(this.#serve(query(question), pen)), notes, told: () => told?.() };
  }

  async ask(
    question: string,
    fields: Parameters<typeof query>[1] = {},
    arrival: Parameters<typeof query>[2] = {},
  ): Promise<Outcome> {
    return this.serve(query(question, fields, arrival));
  }

  /** Sends a query, and lets time pass until it is done. */
  async serve(one: ReturnType<typeof query>): Promise<Outcome> {
    const asked = Promise.resolve(this.#serve(one));
    let outcome: Outcome | undefined;
    asked.then((came) => {
      outcome = came;
    });
    for (let waited = 0; outcome === undefined && waited < 20_000; waited += 100) await this.clock.pass(100);
    return asked;
  }

  async answers(question: string): Promise<readonly string[]> {
    return lines((await this.ask(question)).reply?.message.answer ?? []);
  }
}

export const answer = (last: number): ReplyLines => ({ answer: [`www.example.org. 30 IN A 198.51.100.${last}`] });
export const answerLine = (last: number): string => `www.example.org. 30 IN A 198.51.100.${last}`;
