/**
 * The header of the PROXY protocol before a connection. It is a layer of its own below whatever speaks on the connection: TCP,
 * TLS and HTTP get the socket when the header is gone, with the octets behind it unread.
 */
import type { Socket } from "node:net";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import type { ListenerProxies } from "../../lib/set-up/listeners.ts";
import { proxyFields, readProxyHeader } from "./proxy-header.ts";

/** Whose connection it is, as a trusted header has it. */
export interface Peers {
  readonly client: Endpoint;
  readonly local: Endpoint;
  /** The header's other fields, where somebody wants them. */
  readonly fields: Uint8Array | undefined;
}

/** No header may take longer, whatever the limits of the connection are (go-proxyproto, DefaultReadHeaderTimeout). */
const LONGEST_MS = 10_000;

/**
 * Calls `done` when the header is read, with what it says if it is trusted and names somebody. A connection whose header is
 * broken, refused or does not come in time is closed.
 */
export function readPeers(
  socket: Socket,
  { client, headerWithinMs, policyFor, keepsFields }: ListenerProxies & { readonly client: string },
  done: (peers: Peers | undefined) => void,
): void {
  const policy = policyFor(client);
  if (policy === "skip") {
    done(undefined);
    return;
  }
  const close = (): void => void socket.destroy();
  const deadline = setTimeout(close, Math.min(headerWithinMs, LONGEST_MS));
  const release = (): void => {
    clearTimeout(deadline);
    socket.off("data", receive).off("end", close).off("error", close).off("close", release);
  };
  let received: Uint8Array = new Uint8Array(0);
  const receive = (chunk: Buffer): void => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reading = readProxyHeader(received, false);
    if (reading.kind === "more") return;
    socket.pause();
    release();
    const header = reading.kind === "header" ? reading.header : undefined;
    if (reading.kind === "broken" || (header !== undefined && policy === "reject")) {
      socket.destroy();
      return;
    }
    const rest = received.subarray(header?.length ?? 0);
    if (rest.length > 0) socket.unshift(rest);
    const isNamed = policy === "use" && header !== undefined && !header.isLocal;
    const { source, destination } = header ?? {};
    if (!isNamed || source === undefined || destination === undefined) done(undefined);
    else done({ client: source, local: destination, fields: keepsFields ? proxyFields(header) : undefined });
    process.nextTick(() => socket.resume());
  };
  socket.on("data", receive).on("end", close).on("error", close).once("close", release);
}
