/** What dnstap gives plugins that ask others: they tell it of their questions and the replies (CoreDNS, plugin forward). */
import type { Endpoint } from "../../chain/arrival.ts";
import { Key } from "../../chain/key.ts";
import type { Query } from "../../chain/query.ts";

/** What a message tells of (dnstap.proto, Message.Type). */
export const TapType = {
  CLIENT_QUERY: 5,
  CLIENT_RESPONSE: 6,
  FORWARDER_QUERY: 7,
  FORWARDER_RESPONSE: 8,
} as const;

/** One event; times are milliseconds since the Unix epoch, with fractions. */
export interface TapMessage {
  readonly type: (typeof TapType)[keyof typeof TapType];
  readonly protocol: "udp" | "tcp";
  /** Who asked. */
  readonly asker?: Endpoint | undefined;
  /** Who was asked, when that is another server. */
  readonly asked?: Endpoint | undefined;
  readonly queryMs: number;
  readonly responseMs?: number;
  /** The query or the reply itself. */
  readonly queryMessage?: Uint8Array | undefined;
  readonly responseMessage?: Uint8Array | undefined;
}

/** Takes messages on behalf of one dnstap line. */
export interface Tap {
  /** True when messages carry the queries and replies themselves. */
  readonly isFull: boolean;
  nowMs(): number;
  /** Sends a message about something that was done for a query; never throws. */
  send(message: TapMessage, query: Query): void;
}

/** The taps of a block, one for each dnstap line. */
export const TAPS = new Key<Tap>();
