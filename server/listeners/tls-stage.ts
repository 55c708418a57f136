/**
 * Settles TLS on connections that came in. What is configured when one comes counts for it: a listener that stays open
 * takes up new certificates, and connections that are there keep theirs.
 */
import type { Socket } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";
import type { TlsSession } from "../../lib/chain/arrival.ts";
import type { TlsMaterial } from "../../lib/ports/tls.ts";
import type { BlockTls } from "../../lib/set-up/block-settings.ts";
import type { ListenerSettings } from "../../lib/set-up/listeners.ts";
import { clientWants, serverTlsOptions } from "./tls-options.ts";

/** How TLS is settled. */
export interface TlsStageOptions {
  /** What is configured now. */
  readonly settings: () => ListenerSettings;
  /** What clients may go on to speak, the dearest first; none if left out. */
  readonly protocols?: readonly string[];
  /** Goes on with a connection, over TLS or in the clear. */
  readonly settled: (socket: Socket, session: TlsSession | "none") => void;
}

/** A server for one configuration. */
interface Settler {
  readonly settings: ListenerSettings;
  readonly material: TlsMaterial;
  readonly server: Server;
}

export class TlsStage {
  readonly #options: TlsStageOptions;
  /** By their ends, which are all that Node tells of a connection when TLS is settled on it. */
  readonly #unsettled = new Map<string, Socket>();
  #settler: Settler | undefined;

  constructor(options: TlsStageOptions) {
    this.#options = options;
  }

  /** Takes a connection of which nothing was read. */
  take(socket: Socket): void {
    const settings = this.#options.settings();
    if (settings.tls === undefined) {
      this.#options.settled(socket, "none");
      return;
    }
    socket.on("error", () => socket.destroy());
    const ends = endsOf(socket);
    this.#unsettled.set(ends, socket);
    socket.once("close", () => this.#unsettled.delete(ends));
    this.#serverFor(settings, settings.tls).emit("connection", socket);
  }

  /** Ends the connections on which TLS is not settled. */
  close(): void {
    for (const socket of this.#unsettled.values()) socket.destroy();
  }

  #serverFor(settings: ListenerSettings, tls: BlockTls): Server {
    const known = this.#settler;
    const { material } = tls;
    if (known !== undefined && known.settings === settings && known.material === material) return known.server;
    const { protocols } = this.#options;
    const server = createServer({
      ...serverTlsOptions(tls),
      ...(protocols === undefined ? {} : { ALPNProtocols: [...protocols] }),
      handshakeTimeout: settings.limits.readTimeoutMs,
    });
    const { keyLog } = tls;
    if (keyLog !== undefined) server.on("keylog", (line) => keyLog(line));
    server.on("secureConnection", (socket) => this.#settled(socket, tls));
    // Node tells that the time is over, and leaves the connection.
    server.on("tlsClientError", (_error, socket) => socket.destroy());
    this.#settler = { settings, material, server };
    return server;
  }

  #settled(socket: TLSSocket, tls: BlockTls): void {
    this.#unsettled.delete(endsOf(socket));
    socket.on("error", () => socket.destroy());
    const session = sessionOf(socket, tls);
    if (isTurnedAway(socket, session, tls)) socket.destroy();
    else this.#options.settled(socket, session);
  }
}

function endsOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}

function sessionOf(socket: TLSSocket, tls: BlockTls): TlsSession {
  const { servername } = socket;
  const certificate = clientWants(tls).isAsked ? socket.getPeerX509Certificate() : undefined;
  return {
    serverName: typeof servername === "string" ? servername : "",
    clientCertificate: certificate === undefined ? undefined : new Uint8Array(certificate.raw),
  };
}

/** True for a client without what `client_auth` wants of it. */
function isTurnedAway({ authorized }: TLSSocket, { clientCertificate }: TlsSession, tls: BlockTls): boolean {
  const { isRequired, isVerified } = clientWants(tls);
  if (clientCertificate === undefined) return isRequired;
  return isVerified && !authorized;
}
