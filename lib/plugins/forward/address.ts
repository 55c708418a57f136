/** Upstreams as the Corefile names them: addresses, files like resolv.conf, host names (CoreDNS, package parse). */
import { isDomainName } from "../../dns/name/name.ts";
import { readAddress } from "../../dns/text/address.ts";
import type { Files } from "../../ports/files.ts";
import { joinHostPort, type Scheme, splitHostPort, splitScheme, splitServerName } from "./host-port.ts";
import { readNameservers } from "./resolv-conf.ts";

/** Where an upstream is. */
export interface UpstreamAddress {
  /** Address and port as CoreDNS writes them: `192.0.2.53:53`. */
  readonly text: string;
  readonly address: string;
  /** The port; undefined when what was written is none. */
  readonly port: number | undefined;
  readonly scheme: Scheme;
  /** The name that the upstream's certificate must have, from `tls://ADDRESS%NAME`. */
  readonly serverName: string;
}

/** A host whose addresses must be looked up. */
export interface UpstreamHost {
  readonly name: string;
  readonly port: string;
  readonly scheme: Scheme;
  readonly serverName: string;
}

/** What one argument stands for: addresses with their schemes, or a host. */
export type Destination =
  | { readonly kind: "addresses"; readonly addresses: readonly string[] }
  | { readonly kind: "host"; readonly host: UpstreamHost };

/** Why an argument is refused, in CoreDNS's words. */
export interface DestinationError {
  readonly kind: "error";
  readonly text: string;
}

const DEFAULT_PORTS: Readonly<Record<Scheme, string>> = {
  dns: "53",
  tls: "853",
  quic: "853",
  grpc: "443",
  https: "443",
  https3: "",
  unix: "",
};
const HOST_SCHEMES: ReadonlySet<Scheme> = new Set<Scheme>(["dns", "tls", "quic", "https"]);

/** Reads one destination; undefined for a file that names no server, which is passed over. */
export function readDestination(text: string, files: Files): Destination | DestinationError | undefined {
  const { scheme, rest } = splitScheme(text);
  if (rest === "") return { kind: "error", text: `invalid address: ${JSON.stringify(text)}` };
  if (scheme === "unix") return { kind: "addresses", addresses: [text] };
  const split = splitHostPort(rest);
  if (split !== undefined) {
    return isAddress(split.host)
      ? { kind: "addresses", addresses: [text] }
      : readFileOrHost(text, { path: rest, files });
  }
  const bare = rest.replace(/^[[\]]+|[[\]]+$/g, "");
  if (!isAddress(bare)) return readFileOrHost(text, { path: bare, files });
  const address = joinHostPort(bare, DEFAULT_PORTS[scheme]);
  // A scheme that has no port of its own leaves nothing behind, as in CoreDNS.
  if (scheme === "https3") return { kind: "addresses", addresses: [""] };
  return { kind: "addresses", addresses: [scheme === "dns" ? address : `${scheme}://${address}`] };
}

function isAddress(text: string): boolean {
  const zone = text.lastIndexOf("%");
  return readAddress(zone < 0 ? text : text.slice(0, zone)) !== undefined;
}

function readFileOrHost(
  text: string,
  { path, files }: { readonly path: string; readonly files: Files },
): Destination | DestinationError | undefined {
  const read = files.read(path);
  if (read.kind === "file") {
    const servers = readNameservers(read.bytes);
    if (servers.length === 0) return undefined;
    return {
      kind: "addresses",
      addresses: servers.map((server) => joinHostPort(server.replace(/%[^%]*$/, ""), DEFAULT_PORTS.dns)),
    };
  }
  const host = readHost(text);
  if (host === undefined)
    return { kind: "error", text: `not an IP address, file, or valid domain: ${JSON.stringify(text)}` };
  return { kind: "host", host };
}

function readHost(text: string): UpstreamHost | undefined {
  const { host: named, serverName } = splitServerName(text);
  const { scheme, rest } = splitScheme(named);
  if (!HOST_SCHEMES.has(scheme)) return undefined;
  const split = splitHostPort(rest);
  const name = (split?.host ?? rest).replace(/^[[\]]+|[[\]]+$/g, "");
  if (name === "" || !isDomainName(name) || readAddress(name) !== undefined) return undefined;
  return { name, port: split?.port ?? DEFAULT_PORTS[scheme], scheme, serverName };
}

/** The address of a host that was looked up, in the form of a destination. */
export function addressOfHost({ port, scheme, serverName }: UpstreamHost, address: string): string {
  if (scheme === "dns") return joinHostPort(address, port);
  return `${scheme}://${joinHostPort(serverName === "" ? address : `${address}%${serverName}`, port)}`;
}

/** Takes the addresses of destinations apart, each endpoint once. */
export function readAddresses(texts: readonly string[]): readonly UpstreamAddress[] {
  const seen = new Set<string>();
  const addresses: UpstreamAddress[] = [];
  for (const text of texts) {
    const { host, serverName } = splitServerName(text);
    const { scheme, rest } = splitScheme(host);
    const key = `${scheme} ${rest} ${serverName.toLowerCase()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const split = splitHostPort(rest);
    const port = /^\d{1,5}$/.test(split?.port ?? "") ? Number(split?.port) : undefined;
    addresses.push({
      text: rest,
      address: split?.host ?? rest,
      port: port !== undefined && port <= 0xffff ? port : undefined,
      scheme,
      serverName,
    });
  }
  return addresses;
}
