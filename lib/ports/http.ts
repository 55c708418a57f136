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

export interface HttpServers {
  /** Listens; `reusePort` shares the place as SO_REUSEPORT does. */
  listen(
    place: ListenPlace,
    handler: HttpHandler,
    options?: { readonly reusePort?: boolean },
  ): Promise<HttpListening | ListenError>;
}
