/** One DNS question as an HTTP request (RFC 8484 section 4.1), as CoreDNS's package doh makes it. */
import { joinHostPort } from "../../lib/go/net.ts";
import type { UpstreamEndpoint } from "../../lib/ports/exchange.ts";

const PATH = "/dns-query";
const MIME_TYPE = "application/dns-message";
/** No reply is longer. */
const MAX_BODY_OCTETS = 65_536;
export const LATE_HEAD = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
const LATE_BODY = "context deadline exceeded (Client.Timeout or context cancellation while reading body)";
const TOO_LARGE = "http: request body too large";

/** What a client sends. */
export interface HttpsRequest {
  readonly method: "GET" | "POST";
  /** Path and query. */
  readonly path: string;
  /** The name of the server. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  /** What Go puts before errors: `Post "https://192.0.2.1:443/dns-query": `. */
  readonly prefix: string;
}

/** The request for a message. */
export function httpsRequest(message: Uint8Array, { address, port, https }: UpstreamEndpoint): HttpsRequest {
  const { method = "POST", host } = https ?? {};
  const place = joinHostPort(address, port);
  const isGet = method === "GET";
  const path = isGet ? `${PATH}?dns=${Buffer.from(message).toString("base64url")}` : PATH;
  return {
    method,
    path,
    host: host ?? place,
    headers: { "content-type": MIME_TYPE, accept: MIME_TYPE },
    body: isGet ? undefined : message,
    prefix: `${isGet ? "Get" : "Post"} "https://${place}${path}": `,
  };
}

/** Why a request came to nothing. */
export class RequestFault extends Error {
  override readonly name = "RequestFault";
  /** `body`: the head of a reply had come; `unsent`: the other side has not looked at it. */
  readonly stage: "unsent" | "head" | "body";

  constructor(stage: RequestFault["stage"], text: string) {
    super(text);
    this.stage = stage;
  }
}

/** What comes of a request; whichever end is told first is the one. */
export class Receiving {
  readonly #chunks: Buffer[] = [];
  #octets = 0;
  #hasHead = false;
  readonly #resolve: (body: Uint8Array) => void;
  readonly #reject: (fault: RequestFault) => void;
  readonly #stop: () => void;
  readonly #timer: NodeJS.Timeout;

  /** `stop` gives the request up. */
  constructor(
    ending: { readonly resolve: (body: Uint8Array) => void; readonly reject: (fault: RequestFault) => void },
    timeoutMs: number,
    stop: () => void,
  ) {
    this.#resolve = ending.resolve;
    this.#reject = ending.reject;
    this.#stop = stop;
    this.#timer = setTimeout(() => {
      this.fail(this.#hasHead ? LATE_BODY : LATE_HEAD);
      stop();
    }, timeoutMs);
  }

  /** The head came, with whatever status: CoreDNS looks at what is in the body only. */
  head(): void {
    this.#hasHead = true;
  }

  push(chunk: Buffer): void {
    this.#octets += chunk.length;
    this.#chunks.push(chunk);
    if (this.#octets <= MAX_BODY_OCTETS) return;
    this.fail(TOO_LARGE);
    this.#stop();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#resolve(Uint8Array.from(Buffer.concat(this.#chunks)));
  }

  /** Nothing more comes; `isUnsent` when the other side has not looked at the request. */
  fail(text: string, isUnsent = false): void {
    clearTimeout(this.#timer);
    this.#reject(new RequestFault(this.#hasHead ? "body" : isUnsent ? "unsent" : "head", text));
  }
}
