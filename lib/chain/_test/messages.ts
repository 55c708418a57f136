/** For tests: queries and replies out of lines of text. */

import { classByName } from "../../dns/iana/class.ts";
import { rrtypeByName } from "../../dns/iana/rrtype.ts";
import type { Edns, Message, ResourceRecord } from "../../dns/message/message.ts";
import { queryMessage } from "../../dns/message/query-message.ts";
import { readName } from "../../dns/name/name.ts";
import { readRecord, writeRecord } from "../../dns/text/record.ts";
import type { HttpRequest } from "../../ports/http.ts";
import type { Arrival, PlainArrival, TlsSession, Transport } from "../arrival.ts";
import type { Next } from "../handler.ts";
import type { Outcome } from "../outcome.ts";
import { Query } from "../query.ts";
import { type ReplyFields, replyTo } from "../respond.ts";

type Came = Omit<PlainArrival, "transport">;

/** What a test says of an arrival; the rest is made up. */
export type Arriving = Partial<Came> & { readonly transport?: Transport };

const CAME: Came = {
  client: { address: "192.0.2.99", port: 40_000 },
  local: { address: "127.0.0.1", port: 53 },
  server: "dns://:53",
  arrivedMs: 0,
};
const TLS: TlsSession = { serverName: "dns.example.org", clientCertificate: undefined };
const HTTP: HttpRequest = { method: "POST", path: "/dns-query", query: "", headers: {} };

/** An arrival over UDP unless it says otherwise; what goes over TLS comes without a client certificate. */
export function arriving({ transport = "udp", ...came }: Arriving = {}): Arrival {
  const all = { ...CAME, ...came };
  switch (transport) {
    case "udp":
    case "tcp":
      return { ...all, transport };
    case "tls":
    case "grpc":
    case "quic":
      return { ...all, transport, tls: TLS };
    case "https":
    case "https3":
      return { ...all, transport, tls: TLS, http: HTTP };
    default:
      return transport satisfies never;
  }
}

/** What OPT says when a client sends one. */
export const EDNS: Edns = { version: 0, udpSize: 1232, dnssecOk: false, z: 0, options: [] };

/** A request for `www.example.org. A [CLASS]`. */
export function request(question: string, fields: Partial<Message> = {}): Message {
  const [owner = "", type = "", inClass = "IN"] = question.split(" ");
  const name = readName(owner);
  const number = rrtypeByName(type);
  const classNumber = classByName(inClass);
  if (name === undefined || number === undefined || classNumber === undefined)
    throw new Error(`no question: ${question}`);
  return { ...queryMessage({ name, type: number, class: classNumber }, 4711), ...fields };
}

/** A query as it comes in over UDP, unless `arrival` says otherwise. */
export function query(question: string, fields: Partial<Message> = {}, arrival: Arriving = {}): Query {
  return new Query(request(question, fields), arriving(arrival));
}

/** A record out of its line in a zone file. */
export function record(line: string): ResourceRecord {
  const read = readRecord(line);
  if (read === undefined || !("rdata" in read)) throw new Error(`no record: ${line}`);
  return read;
}

/** What a reply says, its records as lines. */
export interface ReplyLines extends Omit<ReplyFields, "answer" | "authority" | "additional"> {
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

/** A reply to a request. */
export function reply(
  to: Message,
  { answer = [], authority = [], additional = [], ...fields }: ReplyLines = {},
): Message {
  return replyTo(to, {
    ...fields,
    answer: answer.map(record),
    authority: authority.map(record),
    additional: additional.map(record),
  });
}

/** Records as lines with single spaces. */
export function lines(records: readonly ResourceRecord[]): readonly string[] {
  return records.map((one) => writeRecord(one).replaceAll("\t", " "));
}

/** The rest of a chain out of a function. */
export function nextOf(serve: (query: Query) => Outcome | Promise<Outcome>, plugin?: string): Next {
  return Object.assign((passedOn: Query) => serve(passedOn), { plugin });
}
