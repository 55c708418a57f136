/** The queries that the engine served, whoever asked: in words, and filtered. */
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
  return `${rcodeOfServed(query)}${by}, ${sizeBytes} bytes to ${client} over ${over}`;
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

/** How dig is told of a transport; UDP is its own choice, and others it does not know. */
const DIG_TRANSPORTS: Readonly<Record<string, string>> = { tcp: "+tcp", tls: "+tls", https: "+https" };

/** The same question for dig: `dig @127.0.0.1 -p 1053 www.example.org. A`. */
export function digCommand(
  { name, type, class: queryClass, transport }: Pick<QuerySummary, "name" | "type" | "class" | "transport">,
  { address, port }: { readonly address: string; readonly port: number },
): string {
  const server = address === "" || address === "::" || address === "0.0.0.0" ? "127.0.0.1" : address;
  const parts = [
    `dig @${server} -p ${port}`,
    DIG_TRANSPORTS[transport] ?? false,
    queryClass !== "IN" && `-c ${queryClass}`,
    `-t ${type}`,
    `-q ${quoted(name)}`,
  ];
  return parts.filter((part) => part !== false).join(" ");
}

/** As a shell takes it literally. */
function quoted(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
