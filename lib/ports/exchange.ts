/** Connections to upstream servers: bytes out, bytes in. Pooling, retries and health are the plugin's business. */

import type { TlsMaterial } from "./tls.ts";

/** Transports that an upstream may be asked over. */
type UpstreamTransport = "udp" | "tcp" | "tls" | "https" | "quic" | "grpc";

/** How TLS is settled with an upstream. The same object again stands for the same sessions: they are resumed. */
export interface UpstreamTls {
  /** The name that the certificate must have; the address without it. */
  readonly serverName?: string;
  /** Authorities and this side's certificate; the system's authorities without it. */
  readonly material: TlsMaterial;
}

/** Where an upstream is, and how to reach it. */
export interface UpstreamEndpoint {
  readonly transport: UpstreamTransport;
  readonly address: string;
  readonly port: number;
  /** A Unix socket instead of address and port; over gRPC only. */
  readonly path?: string;
  readonly sourceAddress?: string;
  readonly tls?: UpstreamTls;
  /** Over HTTPS only, where it must be there. */
  readonly https?: HttpsAsking;
  /** How long a connection without traffic lives; over QUIC only. */
  readonly idleMs?: number;
}

/** How questions are put over HTTPS (RFC 8484). */
export interface HttpsAsking {
  readonly method: "GET" | "POST";
  /** The name that requests give the server; its address and port without it. */
  readonly host?: string;
  /** Idle connections that are kept where one carries one request at a time (HTTP/1.1). */
  readonly maxIdle: number;
}

/** Why an exchange failed, with Go's text: `read udp 127.0.0.1:40000->127.0.0.1:53: i/o timeout`. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly kind: "timeout" | "refused" | "closed" | "unreachable" | "other";

  constructor(kind: ExchangeError["kind"], text: string) {
    super(text);
    this.kind = kind;
  }
}

/** A call of gRPC that failed, with Go's text: `rpc error: code = Unavailable desc = error reading from server: EOF`. */
export class RpcError extends ExchangeError {
  readonly code: RpcCode;

  constructor(code: RpcCode, description: string) {
    const kind = code === "DeadlineExceeded" ? "timeout" : code === "Unavailable" ? "closed" : "other";
    super(kind, `rpc error: code = ${code} desc = ${description}`);
    this.code = code;
  }
}

/** Codes of gRPC by the names that Go prints; a code that has none is `Code(NUMBER)`. */
export type RpcCode = (typeof RPC_CODES)[number] | `Code(${number})`;

/** Each at its number (google.rpc.Code). */
export const RPC_CODES = [
  "OK",
  "Canceled",
  "Unknown",
  "InvalidArgument",
  "DeadlineExceeded",
  "NotFound",
  "AlreadyExists",
  "PermissionDenied",
  "ResourceExhausted",
  "FailedPrecondition",
  "Aborted",
  "OutOfRange",
  "Unimplemented",
  "Internal",
  "Unavailable",
  "DataLoss",
  "Unauthenticated",
] as const;

/**
 * One connection (or one connected UDP socket) to an upstream, which carries one exchange at a time. Over gRPC and QUIC it
 * carries any number, and over HTTPS it stands for all that a client keeps: what is missing is dialled by an exchange.
 */
export interface UpstreamConnection {
  /** False once the other side closed it or an exchange on it failed. */
  readonly usable: boolean;
  /** When it was opened and last used, on the monotonic clock. */
  readonly openedMs: number;
  readonly lastUsedMs: number;
  /** This side's end; undefined once it is closed, and where nobody can tell. */
  readonly local?: { readonly address: string; readonly port: number } | undefined;
  /**
   * Sends a message and gives the first message that comes back and that `accepts` takes (all others are dropped).
   * Rejects with an `ExchangeError` only.
   */
  exchange(message: Uint8Array, options: ExchangeOptions): Promise<Uint8Array>;
  /**
   * Sends a message and gives each message that comes back and that `accepts` takes, as for a zone transfer: whoever asks
   * knows the last one and leaves. Each may take `timeoutMs`. Throws an `ExchangeError` only.
   */
  stream(message: Uint8Array, options: ExchangeOptions): AsyncIterable<Uint8Array>;
  /** Ends it; over QUIC with this error code of what is spoken on it, 0 without. */
  close(code?: number): void;
}

export interface ExchangeOptions {
  readonly timeoutMs: number;
  /** Whether a message is the reply to this question; by default one with the same ID. */
  readonly accepts?: (reply: Uint8Array) => boolean;
}

export interface Exchange {
  /** Opens a connection; rejects with an `ExchangeError` only. */
  connect(endpoint: UpstreamEndpoint, timeoutMs: number): Promise<UpstreamConnection>;
}
