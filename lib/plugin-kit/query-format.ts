/** Formats of lines about queries: text with placeholders, read once and filled for each (CoreDNS, pkg/replacer). */

import type { Query } from "../chain/query.ts";
import type { Reply } from "../chain/reply.ts";
import { requestAfterEcho } from "../chain/server-replies.ts";
import { className } from "../dns/iana/class.ts";
import { rcodeName } from "../dns/iana/rcode.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import type { Message } from "../dns/message/message.ts";
import type { CanonicalName } from "../dns/name/name.ts";
import { headerFlags } from "../dns/text/message.ts";
import { EMPTY_VALUE } from "../dns/text/query-line.ts";
import { messageLength } from "../dns/wire/length.ts";
import { bracketed } from "../go/net.ts";

/** What a line tells about. */
export interface LogEntry {
  readonly query: Query;
  /** The QNAME as it came here: plugins after it may have rewritten it since. */
  readonly name: CanonicalName;
  /** The reply, or the one that the server will make of the return code; undefined when nothing is sent. */
  readonly message: Message | undefined;
  /** The reply that a plugin made. */
  readonly reply: Reply | undefined;
  /** Octets of all messages together, when there were several. */
  readonly octets: number | undefined;
  readonly durationMs: number;
}

/** What is known of a query before its reply: the rest is empty. */
export type QueryEntry = Pick<LogEntry, "query" | "name"> & Partial<LogEntry>;

type Part = (entry: QueryEntry) => string;

/** Reads a format: a function from entries to lines. */
export function readFormat(format: string): Part {
  const parts: Part[] = [];
  const literal = (text: string): void => {
    if (text !== "") parts.push(() => text);
  };
  let rest = format;
  for (let end = rest.indexOf("}"); end >= 0; end = rest.indexOf("}")) {
    // From the closing brace back to the nearest opening one, so that "{ {name} }" is read as people mean it.
    const start = rest.lastIndexOf("{", end);
    const word = start < 0 ? "" : rest.slice(start, end + 1);
    const part = PLACEHOLDERS[word] ?? (word.startsWith("{/") ? metadataPart(word.slice(2, -1)) : undefined);
    if (part === undefined) literal(rest.slice(0, end + 1));
    else {
      literal(rest.slice(0, start));
      parts.push(part);
    }
    rest = rest.slice(end + 1);
  }
  literal(rest);
  return (entry) => parts.map((part) => part(entry)).join("");
}

/** The request as its reply leaves it: one without OPT record takes that of the request. */
function requestAsLeft({ query, reply }: QueryEntry): Message {
  return reply !== undefined && reply.message.edns === undefined ? requestAfterEcho(query) : query.request;
}

const PLACEHOLDERS: Readonly<Record<string, Part>> = {
  "{type}": ({ query }) => rrtypeName(query.qtype),
  "{name}": ({ name }) => name,
  "{class}": ({ query }) => className(query.qclass),
  "{proto}": ({ query }) => query.protocol,
  "{size}": (entry) => String(messageLength(requestAsLeft(entry))),
  "{remote}": ({ query }) => bracketed(query.arrival.client.address),
  "{port}": ({ query }) => String(query.arrival.client.port),
  "{local}": ({ query }) => bracketed(query.arrival.local.address),
  "{>id}": ({ query }) => String(query.request.id),
  "{>opcode}": ({ query }) => String(query.request.opcode),
  "{>do}": ({ query }) => String(query.dnssecOk),
  "{>bufsize}": ({ query }) => String(query.size),
  "{rcode}": ({ message }) => (message === undefined ? EMPTY_VALUE : rcodeName(message.rcode) || String(message.rcode)),
  "{rsize}": ({ message, octets, durationMs }) => {
    if (durationMs === undefined) return EMPTY_VALUE;
    return String(octets ?? (message === undefined ? 0 : messageLength(message)));
  },
  "{duration}": ({ durationMs }) =>
    durationMs === undefined ? EMPTY_VALUE : `${(durationMs / 1000).toFixed(9).replace(/\.?0+$/, "")}s`,
  "{>rflags}": ({ message }) => (message === undefined ? EMPTY_VALUE : headerFlags(message).join(",")),
};

function metadataPart(label: string): Part {
  return ({ query }) => query.metadata?.get(label)?.() ?? EMPTY_VALUE;
}
