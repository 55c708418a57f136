/** What a listener is: bytes in from the network, bytes out, whoever answers them. */
import { isIP } from "node:net";
import type { Arrival, Endpoint, Transport } from "../../lib/chain/arrival.ts";
import type { ReplyPlace } from "../../lib/chain/sink.ts";
import type { Metrics } from "../../lib/ports/metrics.ts";
import type { Shedding } from "../../lib/set-up/block-settings.ts";
import type { ListenerProxies } from "../../lib/set-up/listeners.ts";

/** The bytes of a reply, now or later; undefined when nothing is sent, or nothing beside what went into the sink. */
export type Answer = Uint8Array | undefined | Promise<Uint8Array | undefined>;

/**
 * Answers one message. The bytes are read before it returns; `place` is where its reply goes. Looked up for every
 * message, so that another configuration takes over between two of them.
 */
export type Answerer = (bytes: Uint8Array, arrival: Arrival, place: ReplyPlace) => Answer;

/** How to listen. */
export interface ListenOptions {
  /** Where; an empty address is every address of both families. */
  readonly place: Endpoint;
  /** The listener in CoreDNS's words. */
  readonly server: string;
  readonly answer: Answerer;
  /** Told of what goes wrong with one query, in answering it or in sending its reply; it harms no other query. */
  readonly failed: (error: unknown) => void;
  /** How headers of proxies are read from now on; none is looked for without it. */
  readonly proxies?: () => ListenerProxies | undefined;
  /** Set where replies over UDP are dropped rather than sent late. */
  readonly shedding?: () => Shedding | undefined;
  /** How long a close waits for queries under way; `GRACE_MS` if left out. */
  readonly graceMs?: number;
  /** For what a transport counts by itself; nothing is counted without it. */
  readonly metrics?: Metrics;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

/** An open listener. */
export interface Listener {
  readonly transport: Transport;
  readonly bound: Endpoint;
  /** Takes no more queries, and is done when those under way are, or after the grace. What comes later is dropped. */
  close(): Promise<void>;
}

/** How long a close waits for queries under way (CoreDNS, graceTimeout). */
export const GRACE_MS = 5000;

/** IPv4 addresses in IPv6 clothes are IPv4, as Go prints them. */
export function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

/**
 * An address that may be handed to the system; throws for anything else, of which the C library would make an address in
 * its own way.
 */
export function literalAddress(address: string): string {
  if (isIP(address) === 0) throw new Error(`lookup ${address}: no such host`);
  return address;
}

/** Counts what is under way, and tells when nothing is. */
export class InFlight {
  #count = 0;
  #idle: (() => void) | undefined;

  begin(): void {
    this.#count++;
  }

  end(): void {
    this.#count--;
    if (this.#count === 0) this.#idle?.();
  }

  /** Done when nothing is under way, at the latest after `graceMs`. */
  async settled(graceMs: number): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
      setTimeout(resolve, graceMs).unref();
    });
  }
}
