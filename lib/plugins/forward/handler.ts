/** Queries handed to upstream servers, and their replies handed back (CoreDNS, plugin forward). */
import { contextValue } from "../../chain/context.ts";
import type { Handler, Next } from "../../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import type { Why } from "../../explanation/why.ts";
import { noteChosen } from "../../plugin-kit/explain-choice.ts";
import { isForwarded } from "../../plugin-kit/forwarded-names.ts";
import { createPolicy, type Policy } from "../../plugin-kit/policy.ts";
import type { Clock } from "../../ports/clock.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import type { Tap } from "../dnstap/api.ts";
import { SPAN } from "../trace/api.ts";
import { Attempts } from "./attempts.ts";
import { type AskedUpstream, explainCircle, noteAsking, noteFailure, noteTaken, type OwnPlaces } from "./explain.ts";
import type { ForwardCounters } from "./metrics.ts";
import type { UpstreamReply } from "./reply.ts";
import { RefusedRequest } from "./request-errors.ts";
import type { ForwardSettings } from "./settings.ts";
import { tellTaps } from "./taps.ts";
import type { Upstream } from "./upstream.ts";
import type { Trip } from "./way.ts";
import { words } from "./words.ts";

const NAME = "forward";

/** What a forward works with. */
export interface ForwardParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: ForwardCounters;
  /** The upstreams; complete once the block has started. */
  readonly upstreams: readonly Upstream[];
  /** Who is told of questions and replies. */
  readonly taps: () => readonly Tap[];
  /** Where this server is, for explanations. */
  readonly own: OwnPlaces;
}

interface Asking {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

/** A handler that asks upstreams, and gives the query on when it is for none of them. */
export function createForward(settings: ForwardSettings, parts: ForwardParts): Handler {
  const forward = new Forward(settings, parts);
  return { name: NAME, serve: (query, next, why) => forward.serve({ query, next, why }) };
}

class Forward {
  readonly #settings: ForwardSettings;
  readonly #parts: ForwardParts;
  readonly #policy: Policy<Upstream>;
  #underWay = 0;

  constructor(settings: ForwardSettings, parts: ForwardParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#policy = createPolicy(settings.policy, parts.random);
  }

  serve(asking: Asking): Outcome | Promise<Outcome> {
    const { query, next, why } = asking;
    const { maxConcurrent } = this.#settings;
    if (!isForwarded(query, this.#settings, why)) return next(query);
    if (maxConcurrent.limit > 0 && this.#underWay >= maxConcurrent.limit) {
      this.#parts.counters.rejected.add(1);
      why?.because("refused", words.tooMany({ limit: maxConcurrent.limit }));
      return unanswered(NAME, Rcode.REFUSED, `concurrent queries exceeded maximum ${maxConcurrent.text}`);
    }
    return this.#counted(asking);
  }

  async #counted(asking: Asking): Promise<Outcome> {
    this.#underWay++;
    try {
      return await this.#ask(asking);
    } finally {
      this.#underWay--;
    }
  }

  async #ask(asking: Asking): Promise<Outcome> {
    const { query, why } = asking;
    const attempts = new Attempts(this.#policy(this.#parts.upstreams), this.#settings, this.#parts);
    const startMs = this.#parts.clock.monotonicMs();
    const span = contextValue(query.context, SPAN);
    const taps = this.#parts.taps();
    const tapMs = taps[0]?.nowMs() ?? 0;
    for (let upstream = attempts.next(query, why); upstream !== undefined; upstream = attempts.next(query, why)) {
      const { name } = upstream;
      query.metadata?.set("forward/upstream", () => name);
      if (why !== undefined) this.#explainAsking(query, upstream, { attempt: attempts.count, why });
      const trip: Trip | undefined = taps.length === 0 ? undefined : { local: undefined, protocol: "udp" };
      let reply: UpstreamReply;
      const connecting = span?.child("connect", { "peer.address": name });
      if (why !== undefined) this.#tellWait(upstream, attempts.count, why);
      try {
        reply = await upstream.ask(query, why === undefined && trip === undefined ? undefined : { why, trip });
        connecting?.finish();
        if (trip !== undefined) tellTaps({ taps, query, upstream: name, startMs: tapMs }, trip, reply);
      } catch (error) {
        connecting?.finish();
        if (trip !== undefined) tellTaps({ taps, query, upstream: name, startMs: tapMs }, trip, undefined);
        if (error instanceof RefusedRequest) return refused(error, why);
        if (!(error instanceof ExchangeError || error instanceof WireError)) throw error;
        if (why !== undefined) {
          why.note(words.failedAttempt({ upstream: name, error: error.message }));
          noteFailure(error, this.#asked(query, upstream), why);
        }
        if (this.#settings.maxFails !== 0) upstream.checkHealth();
        attempts.failed(error.message);
        continue;
      }
      const outcome = this.#judge(reply, { ...asking, upstream, attempts, startMs });
      if (outcome !== undefined) return outcome;
    }
    const outcome = attempts.giveUp(why);
    const { last } = attempts;
    if (why !== undefined && last !== undefined)
      explainCircle(this.#asked(query, last), outcome.error?.text ?? "", why);
    return outcome;
  }

  /** An upstream as explanations look at it. */
  #asked(query: Query, upstream: Upstream): AskedUpstream {
    return { query, upstream, settings: this.#settings, own: this.#parts.own };
  }

  #explainAsking(query: Query, upstream: Upstream, { attempt, why }: { attempt: number; why: Why }): void {
    const asked = this.#asked(query, upstream);
    const { policy } = this.#settings;
    noteChosen({ upstream, upstreams: this.#parts.upstreams, attempt, policy }, why);
    noteAsking(asked, why);
  }

  #tellWait({ name, transport, replyTimeoutMs }: Upstream, attempt: number, why: Why): void {
    const { clock } = this.#parts;
    const sinceMs = clock.monotonicMs();
    const limit = writeSeconds(replyTimeoutMs);
    const wait = transport === "https" ? words.waitingHttps : words.waiting;
    const tell = () => wait({ upstream: name, waited: writeSeconds(clock.monotonicMs() - sinceMs), attempt, limit });
    why.waits(tell, { upstream: name });
  }

  /** What a reply leads to; undefined when the next upstream is to be asked. */
  #judge(reply: UpstreamReply, asked: Asked): Outcome | Promise<Outcome> | undefined {
    const { query, next, why, upstream } = asked;
    const { name } = upstream;
    asked.attempts.succeeded();
    if (!reply.matches) {
      why?.because("failed", words.wrongReply({ upstream: name }), { upstream: name });
      return answered(NAME, Reply.of(replyTo(query.request, { rcode: Rcode.FORMERR })));
    }
    if (this.#settings.failoverRcodes.includes(reply.rcode) && asked.attempts.mayFailOver()) {
      why?.note(words.failover({ upstream: name, rcode: rcodeText(reply.rcode) }));
      return undefined;
    }
    if (next.plugin === NAME && this.#settings.nextRcodes.includes(reply.rcode)) {
      why?.because("fell through", words.nextRcode({ upstream: name, rcode: rcodeText(reply.rcode) }), {
        upstream: name,
      });
      return next(query);
    }
    if (next.plugin === NAME && this.#settings.nextOnNodata && reply.rcode === Rcode.NOERROR && !reply.hasAnswers) {
      why?.because("fell through", words.nextNodata({ upstream: name }), { upstream: name });
      return next(query);
    }
    if (why !== undefined) this.#explain(asked, reply, why);
    return answered(NAME, reply.reply);
  }

  #explain(asked: Asked, reply: UpstreamReply, why: Why): void {
    const { query, upstream, attempts, startMs } = asked;
    const milliseconds = Math.round((this.#parts.clock.monotonicMs() - startMs) * 10) / 10;
    const facts = { upstream: upstream.name, rcode: rcodeText(reply.rcode), milliseconds, attempt: attempts.count };
    why.because("answered", words.answered(facts), { upstream: upstream.name });
    noteTaken({ ...this.#asked(query, upstream), reply, upstreams: this.#parts.upstreams }, why);
  }
}

/** "0.3 s", "2 s". */
function writeSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}

interface Asked extends Asking {
  readonly upstream: Upstream;
  readonly attempts: Attempts;
  readonly startMs: number;
}

function refused(error: RefusedRequest, why: Why | undefined): Outcome {
  why?.because("failed", words.invalid({ error: error.message }));
  return unanswered(NAME, error.kind === "invalid" ? Rcode.FORMERR : Rcode.NOTIMP, error.message);
}
