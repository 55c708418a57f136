/** How one upstream is asked, whatever its transport: what `upstream.ts` knows of connections. */
import type { Endpoint } from "../../chain/arrival.ts";
import type { Query } from "../../chain/query.ts";
import type { Why } from "../../explanation/why.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Exchange, UpstreamTls } from "../../ports/exchange.ts";
import type { Random } from "../../ports/random.ts";
import type { UpstreamCounters } from "./metrics.ts";
import type { UpstreamReply } from "./reply.ts";

/** What a way works with. */
export interface WayParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly exchange: Exchange;
  readonly counters: UpstreamCounters;
  /** For an upstream over TLS, HTTPS or QUIC. */
  readonly tls?: UpstreamTls;
}

/** How a question went out, for those who tell of it. */
export interface Trip {
  /** This side's end; undefined when there was no connection. */
  local: Endpoint | undefined;
  /** The protocol below: CoreDNS does not tell TLS and HTTPS apart from TCP, nor QUIC from UDP. */
  protocol: "udp" | "tcp";
}

/** Who is told how an upstream is asked. */
export interface Watching {
  readonly why: Why | undefined;
  readonly trip?: Trip | undefined;
}

/** The way to one upstream. */
export interface Way {
  /** How long a reply may take once the question is under way. */
  readonly replyTimeoutMs: number;
  /** Asks once. Rejects with an `ExchangeError`, a `WireError` (the reply was no message) or a `RefusedRequest`. */
  ask(query: Query, over: "udp" | "tcp", watching: Watching | undefined): Promise<UpstreamReply>;
  /** Asks anything, to see whether it is well. Rejects with an `ExchangeError` or a `WireError` when it is not. */
  check(): Promise<void>;
  start(): void;
  stop(): void;
}
