/** HTTP servers for health, readiness and metrics; handlers are data in, data out. */
import type { TlsMaterial } from "./tls.ts";

/** A request as a plugin sees it. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a plugin replies. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** Where to listen: `readListenPlace` makes it of what a Corefile says. */
export interface ListenPlace {
  /** As it was written: `:8080`, `localhost:http`. */
  readonly text: string;
  /** An IP address as Go prints it, never a name; empty for all addresses of the machine. */
  readonly address: string;
  /** 0 for any. */
  readonly port: number;
}

/** A server that listens. */
export interface HttpListening {
  /** Where it really does. */
  readonly bound: { readonly address: string; readonly port: number };
  /** Asks itself over the network, as a client would; gives Go's words when that fails. */
  ask(path: string, timeoutMs: number): Promise<HttpResponse | ListenError>;
  close(): Promise<void>;
}

/** Why a listener could not be opened, as Go prints it: `listen tcp 127.0.0.1:80: bind: address already in use`. */
export interface ListenError {
  readonly kind: "error";
  readonly text: string;
}

/** Versions of TLS, by OpenSSL's names. */
export type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

/** How TLS is settled with a client. */
export interface HttpTls {
  readonly kind: "tls";
  readonly material: TlsMaterial;
  readonly client: {
    /** It is asked for a certificate. */
    readonly isAsked: boolean;
    /** Without one it is turned away. */
    readonly isRequired: boolean;
    /** One that no authority vouches for is turned away. */
    readonly isVerified: boolean;
    /** Its certificate has one of these alternative names; any will do if left out. */
    readonly names?: readonly string[];
  };
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
  /** Up to TLS 1.2, by their names at the IANA; those of Go's library if empty. */
  readonly cipherSuites: readonly string[];
  /** By Go's names, the best first; those of the machine if empty. */
  readonly curves: readonly string[];
}

/** TLS of a server. */
export interface SecureHttp {
  readonly isHttp2: boolean;
  /** How it is settled, asked with each connection; undefined sends this client (`ADDRESS:PORT`) away. */
  settings(client: string): HttpTls | undefined;
}

export interface HttpListenOptions {
  /** Shares the place as SO_REUSEPORT does. */
  readonly reusePort?: boolean;
  /** In the clear if left out. */
  readonly secure?: SecureHttp;
}

export interface HttpServers {
  /** Listens. */
  listen(place: ListenPlace, handler: HttpHandler, options?: HttpListenOptions): Promise<HttpListening | ListenError>;
}
