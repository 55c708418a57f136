/** Queries handed to upstream servers over gRPC, and their replies handed back (CoreDNS, plugin grpc). */
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
import { type ForwardedNames, isForwarded } from "../../plugin-kit/forwarded-names.ts";
import { createPolicy, type Policy, type PolicyName } from "../../plugin-kit/policy.ts";
import { type Fallthrough, fallsThrough } from "../../plugin-kit/zones.ts";
import type { Clock } from "../../ports/clock.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import { SPAN } from "../trace/api.ts";
import type { Upstream, UpstreamReply } from "./upstream.ts";
import { words } from "./words.ts";

const NAME = "grpc";
/** All attempts for one query together. */
const TIMEOUT_MS = 5000;

/** What one use of the directive says. */
export interface GrpcSettings extends ForwardedNames {
  readonly policy: PolicyName;
  readonly fallthrough: Fallthrough;
}

/** What a grpc works with. */
export interface GrpcParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly upstreams: readonly Upstream[];
}

interface Asking {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

/** The attempt that is under way. */
interface Attempt {
  readonly upstream: Upstream;
  readonly number: number;
  readonly startMs: number;
}

/** A handler that asks upstreams, and gives the query on when it is for none of them. */
export function createGrpc(settings: GrpcSettings, parts: GrpcParts): Handler {
  const grpc = new Grpc(settings, parts);
  return { name: NAME, serve: (query, next, why) => grpc.serve({ query, next, why }) };
}

class Grpc {
  readonly #settings: GrpcSettings;
  readonly #parts: GrpcParts;
  readonly #policy: Policy<Upstream>;

  constructor(settings: GrpcSettings, parts: GrpcParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#policy = createPolicy(settings.policy, parts.random);
  }

  serve(asking: Asking): Outcome | Promise<Outcome> {
    return isForwarded(asking.query, this.#settings, asking.why) ? this.#ask(asking) : passedBy(asking);
  }

  async #ask(asking: Asking): Promise<Outcome> {
    const { query, why } = asking;
    const { clock, upstreams } = this.#parts;
    const startMs = clock.monotonicMs();
    const lateMs = startMs + TIMEOUT_MS;
    const untilMs = Math.min(lateMs, query.deadlineMs ?? lateMs);
    const span = contextValue(query.context, SPAN);
    let number = 0;
    let error = "no healthy gRPC proxies";
    for (const upstream of this.#policy(upstreams)) {
      if (clock.monotonicMs() >= lateMs) break;
      const attempt = { upstream, number: ++number, startMs };
      if (why !== undefined) this.#explainAttempt(attempt, why);
      const asked = span?.child("query");
      let reply: UpstreamReply;
      try {
        reply = await upstream.ask(query, untilMs, why);
      } catch (failure) {
        if (!(failure instanceof ExchangeError || failure instanceof WireError)) throw failure;
        error = failure.message;
        why?.note(words.failedAttempt({ upstream: upstream.name, error }));
        continue;
      } finally {
        asked?.finish();
      }
      return this.#judge(reply, attempt, asking);
    }
    return this.#giveUp({ attempts: number, error }, asking);
  }

  #explainAttempt({ upstream, number }: Attempt, why: Why): void {
    const { clock, upstreams } = this.#parts;
    const { name } = upstream;
    noteChosen({ upstream, upstreams, attempt: number, policy: this.#settings.policy }, why);
    const sinceMs = clock.monotonicMs();
    const waited = () => `${Math.round((clock.monotonicMs() - sinceMs) / 100) / 10} s`;
    why.waits(() => words.waiting({ upstream: name, waited: waited(), attempt: number }), { upstream: name });
  }

  /** What a reply leads to. */
  #judge(reply: UpstreamReply, attempt: Attempt, asking: Asking): Outcome | Promise<Outcome> {
    const { query, next, why } = asking;
    const { name } = attempt.upstream;
    if (!reply.matches) {
      why?.because("failed", words.wrongReply({ upstream: name }), { upstream: name });
      return answered(NAME, Reply.of(replyTo(query.request, { rcode: Rcode.FORMERR })));
    }
    if (reply.isNotFound) why?.note(words.notFound({ upstream: name }));
    const { qname } = query;
    const mayFall = reply.rcode === Rcode.NXDOMAIN && fallsThrough(qname, this.#settings.fallthrough);
    if (mayFall && next.plugin !== undefined) {
      why?.because("fell through", words.fallsThrough({ upstream: name, qname }), { upstream: name });
      return next(query);
    }
    if (why !== undefined) this.#explainAnswer(reply, attempt, { ...asking, why });
    return answered(NAME, reply.reply);
  }

  #explainAnswer({ rcode }: UpstreamReply, attempt: Attempt, { query, why }: Asking & { readonly why: Why }): void {
    const upstream = attempt.upstream.name;
    const milliseconds = Math.round((this.#parts.clock.monotonicMs() - attempt.startMs) * 10) / 10;
    const facts = { upstream, rcode: rcodeText(rcode), milliseconds, attempt: attempt.number };
    why.because("answered", words.answered(facts), { upstream });
    const { fallthrough } = this.#settings;
    if (rcode !== Rcode.NXDOMAIN || fallthrough.zones.length === 0) return;
    why.note(
      fallsThrough(query.qname, fallthrough) ? words.noNextPlugin() : words.staysNxdomain({ qname: query.qname }),
    );
  }

  /** What the client gets when no upstream replied. */
  #giveUp(
    { attempts, error }: { readonly attempts: number; readonly error: string },
    asking: Asking,
  ): Outcome | Promise<Outcome> {
    const { query, next, why } = asking;
    const { qname } = query;
    if (next.plugin !== undefined && fallsThrough(qname, this.#settings.fallthrough)) {
      why?.because("fell through", words.failureFallsThrough({ qname, error }));
      return next(query);
    }
    why?.because("failed", words.exhausted({ attempts, error }));
    return unanswered(NAME, Rcode.SERVFAIL, error);
  }
}

/** At the end of a chain CoreDNS has no words for it. */
function passedBy({ query, next }: Asking): Outcome | Promise<Outcome> {
  return next.plugin === undefined ? unanswered(NAME, Rcode.SERVFAIL) : next(query);
}
