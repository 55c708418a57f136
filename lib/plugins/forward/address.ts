/** Upstreams as the Corefile names them: addresses, files like resolv.conf, host names (CoreDNS, package parse). */

import {
  DEFAULT_PORT,
  type Endpoint,
  type EndpointTransport,
  splitTransport,
  stripZone,
} from "../../directive/kinds/endpoint.ts";
import { isDomainName } from "../../dns/name/name.ts";
import { readAddress } from "../../go/address.ts";
import { joinHostPort, splitHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { readNameservers } from "../../system-files/resolv-conf.ts";
import { octetString } from "../../text/octets.ts";

/** Where an upstream is. */
export interface UpstreamAddress {
  /** Address and port as CoreDNS writes them: `192.0.2.53:53`. */
  readonly text: string;
  /** The same with its transport, and without a server name. */
  readonly url: string;
  readonly address: string;
  /** As it was written: a number, or what Go takes for the name of a service when it dials. */
  readonly portText: string;
  readonly transport: EndpointTransport;
  /** The name that the upstream's certificate must have, from `tls://ADDRESS%NAME`. */
  readonly serverName: string;
}

/** A host whose addresses must be looked up. */
export interface UpstreamHost {
  readonly name: string;
  readonly port: string;
  readonly transport: EndpointTransport;
  readonly serverName: string;
}

/** What one argument stands for: addresses with their transports, or a host. */
export type Destination =
  | { readonly kind: "addresses"; readonly addresses: readonly string[] }
  | { readonly kind: "host"; readonly host: UpstreamHost };

/** Why an argument is refused, in CoreDNS's words. */
export interface DestinationError {
  readonly kind: "error";
  readonly text: string;
}

const HOST_TRANSPORTS: ReadonlySet<EndpointTransport> = new Set<EndpointTransport>(["dns", "tls", "quic", "https"]);

/** Reads one destination, written as `text`; undefined for a file that names no server, which is passed over. */
export function readDestination(
  text: string,
  endpoint: Endpoint,
  files: Files,
): Destination | DestinationError | undefined {
  if (endpoint.kind === "empty") return { kind: "error", text: `invalid address: ${quote(text)}` };
  if (endpoint.kind === "address") return { kind: "addresses", addresses: [endpoint.address] };
  const read = files.read(endpoint.path);
  // A folder is a file without servers to CoreDNS.
  if (read.kind === "error" && read.code === "EISDIR" && endpoint.path !== "") return undefined;
  if (read.kind === "file") {
    const servers = readNameservers(octetString(read.bytes));
    if (servers.length === 0) return undefined;
    return { kind: "addresses", addresses: servers.map((server) => joinHostPort(stripZone(server), DEFAULT_PORT.dns)) };
  }
  const host = readHost(text);
  if (host === undefined) return { kind: "error", text: `not an IP address, file, or valid domain: ${quote(text)}` };
  return { kind: "host", host };
}

function readHost(text: string): UpstreamHost | undefined {
  const { address, serverName } = splitServerName(text);
  const { transport, host } = splitTransport(address);
  if (!HOST_TRANSPORTS.has(transport)) return undefined;
  const split = splitHostPort(host);
  const name = (split.ok ? split.host : host).replace(/^[[\]]+|[[\]]+$/g, "");
  if (name === "" || !isDomainName(name) || readAddress(name) !== undefined) return undefined;
  return { name, port: split.ok ? split.port : DEFAULT_PORT[transport], transport, serverName };
}

/** The address of a host that was looked up, in the form of a destination. */
export function addressOfHost({ port, transport, serverName }: UpstreamHost, address: string): string {
  if (transport === "dns") return joinHostPort(address, port);
  return `${transport}://${joinHostPort(serverName === "" ? address : `${address}%${serverName}`, port)}`;
}

/** Takes the addresses of destinations apart, each endpoint once. */
export function readAddresses(texts: readonly string[]): readonly UpstreamAddress[] {
  const seen = new Set<string>();
  const addresses: UpstreamAddress[] = [];
  for (const text of texts) {
    const { address: url, serverName } = splitServerName(text);
    const { transport, host } = splitTransport(url);
    const key = `${transport} ${host} ${serverName.toLowerCase()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const split = splitHostPort(host);
    addresses.push({
      text: host,
      url,
      address: split.ok ? split.host : host,
      portText: split.ok ? split.port : "",
      transport,
      serverName,
    });
  }
  return addresses;
}

/** Takes `%NAME` out of `tls://192.0.2.1%NAME:853`; the port stays where it was. */
function splitServerName(text: string): { readonly address: string; readonly serverName: string } {
  const slashes = text.indexOf("://");
  // Without anything before them, the slashes are dropped.
  const scheme = slashes <= 0 ? "" : text.slice(0, slashes + 3);
  const rest = text.slice(slashes < 0 ? 0 : slashes + 3);
  const percent = rest.lastIndexOf("%");
  if (percent < 0) return { address: `${scheme}${rest}`, serverName: "" };
  const host = rest.startsWith("[") ? `${rest.slice(0, percent)}]` : rest.slice(0, percent);
  const behind = rest.slice(percent + 1);
  const colon = behind.lastIndexOf(":");
  if (colon < 0) return { address: `${scheme}${host}`, serverName: behind };
  return { address: `${scheme}${host}${behind.slice(colon)}`, serverName: behind.slice(0, colon).replace(/\]$/, "") };
}
