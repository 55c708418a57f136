/** What a query arrives with, apart from the message: who asked, over what, and what the listener knows of it. */
import type { HttpRequest } from "../ports/http.ts";

/** One end of a conversation. IPv6 addresses stand without brackets. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

interface Came {
  readonly client: Endpoint;
  readonly local: Endpoint;
  /** The server's address in CoreDNS's words, for instance `dns://:53`: the `server` label of its metrics. */
  readonly server: string;
  /** Monotonic milliseconds at arrival. */
  readonly arrivedMs: number;
  /** Fields of the proxy's header beside the addresses, where plugins are told of them (proxyproto). */
  readonly proxyFields?: Uint8Array | undefined;
}

/** Replies of a socket that wait to be sent. */
interface Backlog {
  /** Another reply would take the place of the oldest one. */
  readonly isFull: boolean;
}

/** A TLS connection as its listener knows it (CoreDNS, dns.ConnectionStater). */
export interface TlsSession {
  /** The name that the client asked for (SNI); empty when it named none. */
  readonly serverName: string;
  /** The client's certificate in DER; undefined when it showed none. */
  readonly clientCertificate: Uint8Array | undefined;
}

/** In the clear: there is nothing more to know. */
export interface PlainArrival extends Came {
  readonly transport: "udp" | "tcp";
  /** Replies that wait, where old ones are dropped (shed). */
  readonly backlog?: Backlog | undefined;
}

/** Over TLS; CoreDNS takes the clear text as well where the block has no `tls`. */
interface TlsArrival extends Came {
  readonly transport: "tls" | "grpc";
  readonly tls: TlsSession | "none";
}

/** Over QUIC, which is never without TLS. */
interface QuicArrival extends Came {
  readonly transport: "quic";
  readonly tls: TlsSession;
}

/** Over HTTP, in the clear where the block has no `tls`. */
interface HttpsArrival extends Came {
  readonly transport: "https";
  readonly tls: TlsSession | "none";
  readonly http: HttpRequest;
}

/** Over HTTP/3, which is never without TLS. */
interface Https3Arrival extends Came {
  readonly transport: "https3";
  readonly tls: TlsSession;
  readonly http: HttpRequest;
}

/** What a query arrives with. */
export type Arrival = PlainArrival | TlsArrival | QuicArrival | HttpsArrival | Https3Arrival;

/** Transports that a listener may have. */
export type Transport = Arrival["transport"];
