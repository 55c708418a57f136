/** One upstream server: asking it over gRPC (CoreDNS, plugin grpc, Proxy). */
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { Why } from "../../explanation/why.ts";
import { isAnswerTo } from "../../plugin-kit/is-answer-to.ts";
import { plainRcode } from "../../plugin-kit/plain-reply.ts";
import type { Clock } from "../../ports/clock.ts";
import { RpcError, type UpstreamConnection } from "../../ports/exchange.ts";
import type { Channel } from "./channel.ts";
import type { CountReply } from "./metrics.ts";

/** A reply that can be passed on. */
export interface UpstreamReply {
  readonly reply: Reply;
  readonly rcode: number;
  /** False when it is no reply to the question that was asked. */
  readonly matches: boolean;
  /** True when there was none: the upstream ended the call with NotFound. */
  readonly isNotFound: boolean;
}

/** What an upstream works with. */
export interface UpstreamParts {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly count: CountReply;
}

export class Upstream {
  /** As CoreDNS names it: `192.0.2.53:443`, `unix:///run/dns.sock`. */
  readonly name: string;
  readonly #parts: UpstreamParts;

  constructor(name: string, parts: UpstreamParts) {
    this.name = name;
    this.#parts = parts;
  }

  /** How its connection is. */
  get channel(): Channel {
    return this.#parts.channel;
  }

  /** Asks it; the time is over at `untilMs`. Rejects with an `RpcError`, or a `WireError` (what came was no message). */
  async ask(query: Query, untilMs: number, why: Why | undefined): Promise<UpstreamReply> {
    const { channel, clock, count } = this.#parts;
    const startMs = clock.monotonicMs();
    const octets = encodeMessage(query.request);
    const connection = channel.ready ?? (await channel.connected(Math.max(0, untilMs - startMs)));
    if (why !== undefined) tellSource(connection, query, why);
    let bytes: Uint8Array;
    try {
      bytes = await connection.exchange(octets, { timeoutMs: Math.max(0, untilMs - clock.monotonicMs()) });
    } catch (error) {
      if (!(error instanceof RpcError && error.code === "NotFound")) throw error;
      const reply = Reply.of(replyTo(query.request, { rcode: Rcode.NXDOMAIN }));
      return { reply, rcode: Rcode.NXDOMAIN, matches: true, isNotFound: true };
    }
    const reply = read(bytes, octets);
    count(reply.rcode, (clock.monotonicMs() - startMs) / 1000);
    return reply;
  }
}

/** What is plain goes on as the bytes that came, all else is written again; the ID is the upstream's. */
function read(bytes: Uint8Array, question: Uint8Array): UpstreamReply {
  const plain = plainRcode(bytes, question);
  if (plain !== undefined) return { reply: Reply.ofWire(bytes), rcode: plain, matches: true, isNotFound: false };
  const message = decodeMessage(bytes);
  return {
    reply: Reply.of(message),
    rcode: message.rcode,
    matches: isAnswerTo(message, question),
    isNotFound: false,
  };
}

function tellSource({ local }: UpstreamConnection, { request: { id } }: Query, why: Why): void {
  if (local !== undefined) why.asks({ transport: "grpc", ...local, id });
}
