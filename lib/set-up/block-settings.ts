/** The settings of a block that its listeners and its engine read; set-up-only plugins (bind, debug, tls, ...) write them. */

import type { Counter } from "../ports/metrics.ts";
import type { TlsMaterial } from "../ports/tls.ts";
import { setting } from "./settings.ts";

/** How the encrypted transports of a block do TLS. */
export interface BlockTls {
  /** What is wanted of clients: a word of the `client_auth` property. */
  readonly clientAuth: string;
  /** Certificate, key, and the authorities of clients' certificates. */
  readonly material: TlsMaterial;
  /** What is asked for over ACME, equal for blocks that share it; empty when there are files. */
  readonly acme: string;
  /** Takes the secrets of connections, a line each; nobody wants them without it. */
  readonly keyLog?: ((line: Uint8Array) => void) | undefined;
}

/** Time limits of connections, and how many queries one may carry. */
export interface ConnectionLimits {
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** -1 for any number. */
  readonly maxQueries: number;
}

/** Where to listen; the empty string is every address (CoreDNS, Config.ListenHosts). */
export const LISTEN_HOSTS = setting<readonly string[]>([""]);

/** How many sockets share an address; 0 when nothing is said (CoreDNS, Config.NumSockets). */
export const SOCKETS = setting(0);

/** The limits of connections as far as the block has its own. */
export const CONNECTION_LIMITS = setting<Partial<ConnectionLimits>>({});

/** TLS for the transports that want it; undefined when nothing is said. */
export const TLS = setting<BlockTls | undefined>(undefined);

/** Connections over HTTPS at a time; 0 for any number, undefined when nothing is said. */
export const HTTPS_MAX_CONNECTIONS = setting<number | undefined>(undefined);

/** Streams on one connection over HTTPS; 0 for any number, undefined when nothing is said. */
export const HTTPS_MAX_STREAMS = setting<number | undefined>(undefined);

/** What connections that carry many requests at once are bounded by; 0 for any number. */
export interface StreamLimits {
  /** Connections at a time. */
  readonly maxConnections: number;
  /** Requests under way on one connection. */
  readonly maxStreams: number;
}

/** The same over QUIC, where all connections together are bounded too. */
export interface QuicLimits extends StreamLimits {
  /** Queries that are handled at once. */
  readonly workers: number;
}

/** The limits over gRPC as far as the block has its own. */
export const GRPC_LIMITS = setting<Partial<StreamLimits>>({});

/** The limits over QUIC as far as the block has its own. */
export const QUIC_LIMITS = setting<Partial<QuicLimits>>({});

/** The limits over HTTP/3 as far as the block has its own. */
export const HTTPS3_LIMITS = setting<Partial<StreamLimits>>({});
/** What is done with a header of the PROXY protocol: a word of the `default` property. */
type ProxyHeaderUse = "use" | "ignore" | "reject" | "skip";

/** How a listener reads the headers of proxies. */
export interface ProxyProtocol {
  /** What is done with a header from this address. */
  readonly policyFor: (address: string) => ProxyHeaderUse;
  /** How long a datagram with only a header speaks for those that follow; 0 or less for never. */
  readonly sessionMs: number;
  /** How many such senders are remembered; 0 for CoreDNS's own number. */
  readonly maxSessions: number;
  /** Whether plugins are told of the header's other fields. */
  readonly keepsFields: boolean;
  /** Logs what is dropped. */
  readonly warn: (text: string) => void;
}

/** Headers of proxies, for the listener of the block's first key; undefined when none is looked for. */
export const PROXY_PROTOCOL = setting<ProxyProtocol | undefined>(undefined);

/** Replies over UDP that cannot be sent in time are dropped. */
export interface Shedding {
  /** What counts the dropped replies of the listener of this label. */
  readonly dropped: (server: string) => Counter;
}

/** The write side of the block's UDP sockets (CoreDNS, Config.UDPDecorateWriterFunc); undefined when nothing is dropped. */
export const SHEDDING = setting<Shedding | undefined>(undefined);

/** Whether debug lines are logged (CoreDNS, Config.Debug). */
export const DEBUG = setting(false);

/** Whether what a plugin throws is told with its stack (CoreDNS, Config.Stacktrace). */
export const STACKTRACE = setting(false);
