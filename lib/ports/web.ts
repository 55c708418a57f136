/** HTTP services elsewhere, asked as Go's net/http does. */
import type { TlsMaterial } from "./tls.ts";

/** A request for what is at a URL. */
export interface WebRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the `Authorization` header. */
  readonly login?: { readonly user: string; readonly password: string };
  /** A Unix socket behind which the host of the URL is. */
  readonly socket?: string;
  readonly tls?: WebTls;
  /** For all of it; without it only connecting is limited. */
  readonly timeoutMs?: number;
}

/** How `https` is done; what is missing is the system's. */
export interface WebTls {
  readonly material: TlsMaterial;
  /** The name in the server's certificate, when it is not that of the URL. */
  readonly serverName?: string;
  /** Takes any certificate. */
  readonly insecure: boolean;
}

/** What came back, whatever its status. */
export interface WebReply {
  readonly kind: "reply";
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** In UTF-8, as text. */
  readonly body: string;
}

/** Nothing came back. */
export interface WebFault {
  readonly kind: "fault";
  /** `Get "http://192.0.2.1:4646/v1/agent/self": dial tcp 192.0.2.1:4646: connect: connection refused`. */
  readonly text: string;
  /** What stands behind the URL in it. */
  readonly reason: string;
}

export interface Web {
  ask(request: WebRequest): Promise<WebReply | WebFault>;
}
