/** Tells dnstap of questions to upstreams and of their replies (CoreDNS, plugin forward). */
import type { Query } from "../../chain/query.ts";
import type { Message } from "../../dns/message/message.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { splitHostPort } from "../../go/net.ts";
import { type Tap, TapType } from "../dnstap/api.ts";
import type { UpstreamReply } from "./reply.ts";
import type { Trip } from "./way.ts";

/** A question that was asked. */
export interface TappedQuestion {
  readonly taps: readonly Tap[];
  readonly query: Query;
  /** As CoreDNS names it: `192.0.2.53:53`. */
  readonly upstream: string;
  /** When the query came to forward, in milliseconds since the Unix epoch. */
  readonly startMs: number;
}

/** Tells of one attempt; without a reply of the question only. */
export function tellTaps(
  { taps, query, upstream, startMs }: TappedQuestion,
  { local, protocol }: Trip,
  reply: UpstreamReply | undefined,
): void {
  const there = splitHostPort(upstream);
  const asked = there.ok ? { address: there.host, port: Number(there.port) } : undefined;
  const trip = { protocol, asker: local, asked, queryMs: startMs };
  for (const tap of taps) {
    const queryMessage = tap.isFull ? encoded(query.request) : undefined;
    tap.send({ ...trip, type: TapType.FORWARDER_QUERY, queryMessage }, query);
    if (reply === undefined) continue;
    const responseMessage = tap.isFull ? encoded(reply.reply.message) : undefined;
    const responseMs = tap.nowMs();
    tap.send({ ...trip, type: TapType.FORWARDER_RESPONSE, responseMs, responseMessage }, query);
  }
}

/** As CoreDNS writes it again, without compression. */
function encoded(message: Message): Uint8Array | undefined {
  try {
    return encodeMessage(message);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
