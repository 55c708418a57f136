/** The queries that the engine served, whoever asked: in words, and filtered. */
import type { Listener } from "../../api/engine.ts";
import type { QuerySummary } from "../../api/events.ts";
import { writeMilliseconds } from "./reply-words.ts";

/** What happened to it, in a word. */
export function rcodeOfServed({ rcode }: QuerySummary): string {
  return rcode === "" ? "no reply" : rcode;
}

/** `NOERROR, answered by hosts, 45 bytes to 127.0.0.1:5353 over UDP in 0.4 ms`. */
export function servedInWords(query: QuerySummary): string {
  const { answeredBy, sizeBytes, client, transport, tookMicros } = query;
  const by = answeredBy === undefined ? "" : `, answered by ${answeredBy}`;
  const over = `${transport.toUpperCase()} in ${writeMilliseconds(tookMicros / 1000)}`;
  return `${rcodeOfServed(query)}${by}, ${sizeBytes === undefined ? "" : `${sizeBytes} bytes `}to ${client} over ${over}`;
}

/**
 * The queries in which each word of the filter occurs: in name, type, class, code, plugin, listener, transport or client,
 * in any case. A word with `-` before it must not occur.
 */
export function filterQueries(queries: readonly QuerySummary[], filter: string): readonly QuerySummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return queries;
  return queries.filter((query) => {
    const { name, type, class: queryClass, answeredBy = "", listener, transport, client } = query;
    const text = [name, type, queryClass, rcodeOfServed(query), answeredBy, listener, transport, client]
      .join(" ")
      .toLowerCase();
    return words.every((word) =>
      word.length > 1 && word.startsWith("-") ? !text.includes(word.slice(1)) : text.includes(word),
    );
  });
}

/** Who asks over a transport, and how it is told; UDP is what dig asks over by itself. */
const CLIENTS: Readonly<Record<string, string>> = {
  udp: "dig",
  tcp: "dig +tcp",
  tls: "dig +tls",
  https: "dig +https",
  quic: "kdig +quic",
};

/**
 * The same question from a terminal: `dig @127.0.0.1 -p 1053 -t A -q www.example.org.`. Over HTTP/3 and gRPC neither dig nor
 * kdig can ask; there it is our own command, beside the Corefile.
 */
export function askCommand(
  question: Pick<QuerySummary, "name" | "type" | "class" | "transport">,
  { bound, wanted }: Pick<Listener, "bound" | "wanted">,
): string {
  const client = CLIENTS[question.transport];
  return client === undefined ? ownCommand(question, wanted) : digCommand(client, question, bound);
}

/** kdig takes what dig takes. */
function digCommand(
  client: string,
  { name, type, class: queryClass }: Pick<QuerySummary, "name" | "type" | "class">,
  { address, port }: Listener["bound"],
): string {
  const server = address === "" || address === "::" || address === "0.0.0.0" ? "127.0.0.1" : address;
  const [program, transport] = client.split(" ");
  const parts = [
    `${program} @${server} -p ${port}`,
    transport,
    queryClass === "IN" ? undefined : `-c ${queryClass}`,
    `-t ${type}`,
    `-q ${quoted(name)}`,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

function ownCommand(
  { name, type, class: queryClass, transport }: Pick<QuerySummary, "name" | "type" | "class" | "transport">,
  { address, port }: Listener["wanted"],
): string {
  const host = address.includes(":") ? `[${address}]` : address;
  const at = address === "" ? String(port) : `${host}:${port}`;
  const ofClass = queryClass === "IN" ? "" : ` --class ${queryClass}`;
  return `corefile-studio query ${quoted(name)} ${type}${ofClass} --${transport} --at ${quoted(at)}`;
}

/** As a shell takes it literally. */
function quoted(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
