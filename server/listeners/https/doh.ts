/** DNS in HTTP requests and replies (RFC 8484), word for word as CoreDNS has it; whatever version of HTTP carries them. */

import type { ReplyPlace } from "../../../lib/chain/sink.ts";
import { RRType } from "../../../lib/dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../../lib/dns/message/message.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { responseType } from "../../../lib/plugin-kit/response-type.ts";
import type { HttpRequest } from "../../../lib/ports/http.ts";
import type { Answer } from "../listener.ts";
import { messageInQuery, readTarget } from "./dns-in-url.ts";

const PATH = "/dns-query";
const MIME_TYPE = "application/dns-message";
const MAX_BODY_OCTETS = 65_536;
const BUFFER_OCTETS = 4096;
/** The bounds of `Cache-Control` (CoreDNS, dnsutil.MinimalDefaultTTL and MaximumDefaultTTL). */
const LEAST_SECONDS = 5;
const MOST_SECONDS = 3600;

/** A request as it came. */
export interface DohRequest {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it comes in. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What goes back. */
export interface DohReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Asks the server that stands behind the listener. */
export type AskDns = (message: Uint8Array, http: HttpRequest, place: ReplyPlace) => Answer;

/** Answers a request. Rejects only when its body breaks off. */
export async function answerOverHttp(request: DohRequest, ask: AskDns): Promise<DohReply> {
  const target = readTarget(request.target);
  if (target?.path !== PATH) return target === undefined ? refusal(400, "400 Bad Request") : refusal(404, "\n");
  const message = await messageOf(request, target.query);
  if (message === undefined) return refusal(400, "invalid request\n");
  const { method, headers } = request;
  let isRequest = true;
  let last: Uint8Array | undefined;
  const reply = await ask(
    message,
    { method, ...target, headers },
    {
      buffer: () => new Uint8Array(BUFFER_OCTETS),
      // One reply is all that HTTP has room for: of several, CoreDNS sends the last.
      sink: {
        write: (one) => {
          last = one;
          return "more";
        },
      },
      rejected: () => {
        isRequest = false;
      },
    },
  );
  if (!isRequest) return refusal(400, "invalid request\n");
  const bytes = reply ?? last;
  return bytes === undefined ? refusal(500, "No response\n") : found(bytes);
}

/** What an error is in Go's words (net/http, Error). */
function refusal(status: number, text: string): DohReply {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Content-Length": String(text.length),
  };
  return { status, headers, body: Buffer.from(text) };
}

function found(bytes: Uint8Array): DohReply {
  const headers = {
    "Content-Type": MIME_TYPE,
    "Cache-Control": `max-age=${maxAgeSeconds(decodeMessage(bytes), Date.now())}`,
    "Content-Length": String(bytes.length),
  };
  return { status: 200, headers, body: bytes };
}

async function messageOf({ method, body }: DohRequest, query: string): Promise<Uint8Array | undefined> {
  if (method === "GET") return messageInQuery(query);
  return method === "POST" ? await collected(body) : undefined;
}

/** The whole body; undefined when it is too large, and then no more of it is read. */
async function collected(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let octets = 0;
  for await (const chunk of body) {
    octets += chunk.length;
    if (octets > MAX_BODY_OCTETS) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** How long HTTP caches may keep a reply (CoreDNS, dnsutil.MinimalTTLWithMaximum). */
function maxAgeSeconds(message: Message, nowMs: number): number {
  const type = responseType(message, nowMs);
  if (type !== "NOERROR" && type !== "NXDOMAIN" && type !== "NODATA") return LEAST_SECONDS;
  const { answer, authority, additional } = message;
  if (answer.length + authority.length + additional.length === 0) return LEAST_SECONDS;
  const least = (seconds: number, record: ResourceRecord): number =>
    record.type === RRType.OPT ? seconds : Math.min(seconds, record.ttl);
  return [answer, authority, additional].reduce((seconds, section) => section.reduce(least, seconds), MOST_SECONDS);
}
