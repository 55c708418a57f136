/** The head of a request out of its fields (RFC 9114 sections 4.1 to 4.3), as quic-go checks it. */
import { Http3Code, Http3Error } from "./error.ts";
import type { Field } from "./static-table.ts";

/** A request without its body. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

const PSEUDO: ReadonlySet<string> = new Set([":method", ":scheme", ":authority", ":path"]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
/** Fields of a connection, which HTTP/3 does not have (section 4.2). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);
/** What a field counts for beside its octets (section 4.2.2). */
const FIELD_OVERHEAD = 32;

/** Octets of fields as they are counted. */
export function fieldOctets(fields: readonly Field[]): number {
  return fields.reduce((octets, [name, value]) => octets + name.length + value.length + FIELD_OVERHEAD, 0);
}

/** Reads the head. Throws `Http3Error` for one that is malformed: its stream ends, and the connection goes on. */
export function readRequestHead(fields: readonly Field[]): RequestHead {
  const pseudo = new Map<string, string>();
  const headers = new Map<string, string>();
  for (const [name, value] of fields) {
    if (/[\r\n\0]/.test(value)) throw malformed("a value with the end of a line in it");
    if (name.startsWith(":")) {
      if (headers.size > 0 || pseudo.has(name) || !PSEUDO.has(name)) throw malformed(`pseudo header ${name}`);
      pseudo.set(name, value);
      continue;
    }
    if (!TOKEN.test(name) || FORBIDDEN.has(name)) throw malformed(`header ${name}`);
    if (name === "te" && value !== "trailers") throw malformed("header te");
    const before = headers.get(name);
    if (name === "content-length" && before !== undefined && before !== value) throw malformed("two lengths");
    headers.set(name, before === undefined || name === "content-length" ? value : `${before}, ${value}`);
  }
  const [method = "", target = ""] = [pseudo.get(":method"), pseudo.get(":path")];
  const authority = pseudo.get(":authority") ?? headers.get("host") ?? "";
  const host = headers.get("host");
  if (host !== undefined && host !== authority) throw malformed("two authorities");
  if (method === "" || !target.startsWith("/") || authority === "") throw malformed("a request without its parts");
  const length = headers.get("content-length");
  if (length !== undefined && !/^[0-9]{1,18}$/.test(length)) throw malformed("a length that is no number");
  headers.set("host", authority);
  return { method, target, headers: Object.fromEntries(headers) };
}

function malformed(text: string): Http3Error {
  return new Http3Error(Http3Code.MESSAGE_ERROR, text);
}
