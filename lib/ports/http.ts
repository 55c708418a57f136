/** HTTP servers for health, readiness and metrics; handlers are data in, data out. */

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
  readonly body: string | Uint8Array;
}

export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** A server that listens. */
export interface HttpListening {
  /** The address that was bound, as `host:port`. */
  readonly address: string;
  /** Asks itself over the network, as a client would; gives Go's words when that fails. */
  ask(path: string, timeoutMs: number): Promise<HttpResponse | ListenError>;
  close(): Promise<void>;
}

/** Why a listener could not be opened, as Go prints it: `listen tcp 127.0.0.1:80: bind: address already in use`. */
export interface ListenError {
  readonly kind: "error";
  readonly text: string;
}

export interface HttpServers {
  /** Listens on a Go-style address (`:8080`, `127.0.0.1:9153`); `reusePort` shares it as SO_REUSEPORT does. */
  listen(
    address: string,
    handler: HttpHandler,
    options?: { readonly reusePort?: boolean },
  ): Promise<HttpListening | ListenError>;
}
