/** Whether a web service can be connected to, for set-ups that only have to know that (Go, net/http and net). */

import { joinHostPort, parseIp } from "../go/net.ts";
import { quote } from "../go/quote.ts";
import { parseUrl } from "../go/url.ts";
import { ExchangeError } from "../ports/exchange.ts";
import type { Host } from "../ports/host.ts";
import { octetString } from "../text/octets.ts";

/** What connecting works with. */
export type DialParts = Pick<Host, "exchange" | "files">;

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };
const RESOLV_CONF = "/etc/resolv.conf";

/**
 * Connects to the host of a URL and hangs up: undefined when that works, else Go's words, such as `dial tcp 192.0.2.1:80:
 * connect: connection refused`. A host name is not looked up: it counts as reachable when the system's resolver is.
 */
export async function dialError(url: string, timeoutMs: number, parts: DialParts): Promise<string | undefined> {
  const parsed = parseUrl(url);
  if (!parsed.ok) return parsed.error;
  const { scheme, host } = parsed.value;
  const defaultPort = PORTS[scheme];
  if (defaultPort === undefined) return `unsupported protocol scheme ${quote(scheme)}`;
  if (host === "") return "http: no Host in request URL";
  const port = /:(\d+)$/.exec(host)?.[1];
  const name = host.slice(0, port === undefined ? undefined : -port.length - 1).replace(/^\[|\]$|:$/g, "");
  if (parseIp(name) === undefined) return resolverError(name, parts);
  return connectError({ transport: "tcp", address: name, port: Number(port ?? defaultPort) }, timeoutMs, parts);
}

/** Why a name cannot even be asked for. */
async function resolverError(name: string, parts: DialParts): Promise<string | undefined> {
  const file = parts.files.read(RESOLV_CONF);
  const text = file.kind === "file" ? octetString(file.bytes) : "";
  const server = /^nameserver\s+(\S+)/m.exec(text)?.[1] ?? "127.0.0.1";
  const error = await connectError({ transport: "udp", address: server, port: 53 }, 0, parts);
  return error === undefined ? undefined : `dial tcp: lookup ${name} on ${joinHostPort(server, "53")}: ${error}`;
}

interface Endpoint {
  readonly transport: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
}

async function connectError(
  endpoint: Endpoint,
  timeoutMs: number,
  { exchange }: DialParts,
): Promise<string | undefined> {
  try {
    const connection = await exchange.connect(endpoint, timeoutMs);
    connection.close();
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeError) return error.message;
    throw error;
  }
}
