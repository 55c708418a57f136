/** A client that speaks HTTP with a listener. */
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import type { ConnectionLimits } from "../../../lib/set-up/block-settings.ts";
import type { InFlight } from "../listener.ts";
import type { AskDns } from "./doh.ts";

/** A connection on which TLS is settled. */
export interface Connected {
  readonly socket: Socket;
  readonly limits: ConnectionLimits;
  readonly maxStreams: number;
  readonly ask: AskDns;
  /** Counts the requests that are not done. */
  readonly inFlight: InFlight;
  /** Told of each reply, by its status. */
  readonly replied: (status: number) => void;
  /** Told of what goes wrong with one request. */
  readonly failed: (error: unknown) => void;
}

/** A connection that is served. */
export interface HttpConnection {
  /** Takes no more requests; what is under way is still answered. */
  close(): void;
}

/** A body as it comes in. Who stops reading it can still reply. */
export function bodyOf(body: Readable): AsyncIterable<Uint8Array> {
  return body.iterator({ destroyOnReturn: false });
}

/** Header fields by their names, as Node has them. */
export function headersOf(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  const plain = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  return Object.fromEntries(
    plain.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}
