/** Streams of octets to other servers: dnstap collectors, ACME, databases. Whole DNS messages go over `exchange.ts`. */
import type { TlsMaterial } from "./tls.ts";

/** Where a stream goes. Addresses are IP addresses, never names. */
export type StreamPlace =
  | { readonly network: "tcp"; readonly address: string; readonly port: number }
  | { readonly network: "unix"; readonly path: string }
  | {
      readonly network: "tls";
      readonly address: string;
      readonly port: number;
      /** The name that the certificate must have; the address without it. */
      readonly serverName?: string;
      /** Authorities and this side's certificate; the system's authorities without it. */
      readonly material?: TlsMaterial;
      /** Takes any certificate. */
      readonly insecure?: boolean;
    };

/** Why a stream failed, in Go's words: `dial tcp 127.0.0.1:6000: connect: connection refused`. */
export class StreamError extends Error {
  override readonly name = "StreamError";
  readonly kind: "timeout" | "refused" | "closed" | "other";

  constructor(kind: StreamError["kind"], text: string) {
    super(text);
    this.kind = kind;
  }
}

/** An open stream; everything rejects with a `StreamError` only. One reads at a time, and one writes at a time. */
export interface ByteStream {
  /** The next octets; undefined once the other side has ended. What nobody reads is not taken from the network. */
  read(): Promise<Uint8Array | undefined>;
  /** Done when there is room for more: who waits for it never has more than one piece under way. */
  write(octets: Uint8Array): Promise<void>;
  /** Ends both ways, once what was written is sent. */
  close(): void;
}

/** Where streams of others are taken. Addresses are IP addresses, empty for all of the machine. */
export type StreamListenPlace =
  | { readonly network: "tcp"; readonly address: string; readonly port: number }
  | { readonly network: "unix"; readonly path: string }
  | {
      readonly network: "tls";
      readonly address: string;
      readonly port: number;
      /** This side's certificate, and the authorities of the others' certificates; the system's without them. */
      readonly material: TlsMaterial;
      /** Which of the others must have a certificate that is good. */
      readonly clients: "any" | "those that show one" | "all";
    };

/** Takes streams until it is closed; those that were taken stay open. */
export interface StreamListening {
  close(): void;
}

/** Why nothing can be listened on, in Go's words: `listen unix tap.sock: bind: address already in use`. */
export interface StreamListenError {
  readonly kind: "error";
  readonly text: string;
}

export interface Streams {
  connect(place: StreamPlace, timeoutMs: number): Promise<ByteStream>;
  /** Takes streams. A place that this engine has already is taken over from who had it. */
  listen(place: StreamListenPlace, accept: (stream: ByteStream) => void): Promise<StreamListening | StreamListenError>;
}
