/**
 * QUIC on the sockets of a listener (RFC 9000): whose a datagram is, which versions there are, how many clients there may be.
 * What they speak over it is a protocol's.
 */

import type { Quiche } from "@matrixai/quic/dist/native/quiche.js";
import type { Config, Header } from "@matrixai/quic/dist/native/types.js";
import type { Endpoint } from "../../../lib/chain/arrival.ts";
import { CONNECTION_ID_OCTETS, idKey, newConnectionId } from "../../quic/connection-id.ts";
import { QuicConnection, type QuicEvents } from "../../quic/quic-connection.ts";
import { RetryTokens } from "../../quic/retry-token.ts";

/** A long header of a client that has not been answered yet (quiche, Type). */
const INITIAL = 0;
/** Smaller ones a client must not send, and would be answered with more than they cost it (RFC 9000 section 14.1). */
const MIN_INITIAL_OCTETS = 1200;
const MIN_FIRST_ID_OCTETS = 8;
/** With more clients than this that have not agreed on anything, a new one must show first that it is where it says. */
const UNPROVEN_CLIENTS = 64;
/** And with more than this none is taken. */
const MAX_UNSETTLED = 1024;
/** How long a client may take to agree (quic-go, HandshakeIdleTimeout). */
const HANDSHAKE_MS = 10_000;
const ANSWER_OCTETS = 1350;

/** A client that has agreed on TLS, or is about to. */
export interface QuicClient {
  readonly connection: QuicConnection;
  readonly client: Endpoint;
  readonly local: Endpoint;
  /** Other fields of a proxy's header, where plugins are told of them. */
  readonly proxyFields: Uint8Array | undefined;
}

/** What stands behind an endpoint. */
export interface QuicEndpointOptions {
  readonly quiche: Quiche;
  /** For whoever connects now; undefined where there is no certificate, and nobody gets in. */
  readonly config: () => Config | undefined;
  /** Clients at a time; 0 for any number. */
  readonly maxConnections: () => number;
  /** What a client is told that is one too many. */
  readonly tooMany: number;
  /** What happens on a connection; asked for before anything does. */
  readonly serve: (client: QuicClient) => QuicEvents;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

/** A datagram on its way in. */
export interface QuicArrival {
  readonly datagram: Uint8Array;
  readonly from: Endpoint;
  /** The socket's own address. */
  readonly to: Endpoint;
  readonly proxyFields: Uint8Array | undefined;
  readonly send: (datagram: Uint8Array, to: Endpoint) => void;
}

/** A connection with the names by which it is found. */
interface Known {
  readonly connection: QuicConnection;
  send: QuicArrival["send"];
}

export class QuicEndpoint {
  readonly #options: QuicEndpointOptions;
  readonly #tokens = new RetryTokens();
  readonly #known = new Map<string, Known>();
  readonly #connections = new Set<QuicConnection>();
  #unsettled = 0;
  #settled = 0;
  #isClosing = false;

  constructor(options: QuicEndpointOptions) {
    this.#options = options;
  }

  /** Takes a datagram. Never throws. */
  take(arrival: QuicArrival): void {
    const { quiche } = this.#options;
    const { datagram, from, to, send } = arrival;
    let header: Header;
    try {
      header = quiche.Header.fromSlice(datagram, CONNECTION_ID_OCTETS);
    } catch {
      return;
    }
    const known = this.#known.get(idKey(header.dcid));
    if (known !== undefined) {
      known.send = send;
      known.connection.receive(datagram, { from, to });
      return;
    }
    if (this.#isClosing || header.ty !== INITIAL || datagram.length < MIN_INITIAL_OCTETS) return;
    if (header.dcid.length < MIN_FIRST_ID_OCTETS) return;
    if (!quiche.versionIsSupported(header.version)) this.#offerVersions(header, arrival);
    else this.#greet(header, arrival);
  }

  /** Takes no more clients. */
  refuse(): void {
    this.#isClosing = true;
  }

  /** Ends all connections: there is nothing wrong with them. */
  close(code: number): void {
    this.#isClosing = true;
    for (const connection of [...this.#connections]) {
      connection.close(code);
      connection.abandon();
    }
  }

  #offerVersions({ scid, dcid }: Header, { from, send }: QuicArrival): void {
    const answer = Buffer.alloc(ANSWER_OCTETS);
    try {
      send(answer.subarray(0, this.#options.quiche.negotiateVersion(scid, dcid, answer)), from);
    } catch {
      // Whoever asks so oddly gets no answer.
    }
  }

  #greet(header: Header, arrival: QuicArrival): void {
    if (this.#unsettled >= MAX_UNSETTLED) return;
    const { token } = header;
    let firstId: Buffer | undefined;
    if (token !== undefined && token.length > 0) {
      firstId = this.#tokens.read(arrival.from, token, this.#options.nowMs());
    }
    if (firstId === undefined && this.#unsettled >= UNPROVEN_CLIENTS) this.#askForProof(header, arrival);
    else this.#accept(header, arrival, firstId);
  }

  #askForProof({ scid, dcid, version }: Header, { from, send }: QuicArrival): void {
    const { quiche, nowMs } = this.#options;
    const answer = Buffer.alloc(ANSWER_OCTETS);
    try {
      const token = this.#tokens.make(from, dcid, nowMs());
      send(answer.subarray(0, quiche.retry(scid, dcid, newConnectionId(), token, version, answer)), from);
    } catch {
      // Whoever asks so oddly gets no answer.
    }
  }

  #accept({ dcid }: Header, arrival: QuicArrival, firstId: Buffer | undefined): void {
    const { quiche, config, nowMs } = this.#options;
    const granted = config();
    if (granted === undefined) return;
    const { datagram, from, to, send, proxyFields } = arrival;
    const host = ({ address, port }: Endpoint): { host: string; port: number } => ({ host: address, port });
    // After a retry the client sends to the name that it was given: that one stays.
    const ownId = firstId === undefined ? newConnectionId() : Buffer.from(dcid);
    let native: ReturnType<Quiche["Connection"]["accept"]>;
    try {
      native = quiche.Connection.accept(ownId, firstId, host(to), host(from), granted);
    } catch {
      return;
    }
    const names = [idKey(ownId), idKey(dcid)];
    const connection: QuicConnection = new QuicConnection({
      native,
      events: this.#eventsOf({ names, client: () => ({ connection, client: from, local: to, proxyFields }) }),
      send: (octets, place) => known.send(octets, place),
      nowMs,
    });
    const known: Known = { connection, send };
    for (const name of names) this.#known.set(name, known);
    this.#connections.add(connection);
    this.#unsettled++;
    connection.receive(datagram, { from, to });
  }

  #eventsOf({ names, client }: { readonly names: readonly string[]; readonly client: () => QuicClient }): QuicEvents {
    const { serve, maxConnections, tooMany } = this.#options;
    let served: QuicEvents | undefined;
    let isSettled = false;
    const late = setTimeout(() => client().connection.abandon(), HANDSHAKE_MS);
    const begun = (): QuicEvents => (served ??= serve(client()));
    return {
      established: () => {
        clearTimeout(late);
        this.#unsettled--;
        this.#settled++;
        isSettled = true;
        const most = maxConnections();
        if (most > 0 && this.#settled > most) client().connection.close(tooMany, "too many connections");
        else begun().established();
      },
      mayRead: (stream) => begun().mayRead(stream),
      received: (stream, octets, isLast) => begun().received(stream, octets, isLast),
      wasReset: (stream) => begun().wasReset(stream),
      closed: () => {
        clearTimeout(late);
        for (const name of names) this.#known.delete(name);
        this.#connections.delete(client().connection);
        if (isSettled) this.#settled--;
        else this.#unsettled--;
        served?.closed();
      },
    };
  }
}
