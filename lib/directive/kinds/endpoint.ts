/** Where to send queries: address, port, transport; the part that needs no look at files. */
import { type SchemeTransport, splitScheme } from "../../corefile/zone-address.ts";
import { joinHostPort, parseIp, splitHostPort } from "../../go/net.ts";
import { type Kind, named, taken } from "../kind.ts";
import { text } from "./text.ts";

/** Transports that an address may begin with (CoreDNS, pkg/transport). */
export type EndpointTransport = SchemeTransport;

/** The port that a transport has by default (CoreDNS, pkg/transport). */
export const DEFAULT_PORT: Readonly<Record<EndpointTransport, string>> = {
  dns: "53",
  tls: "853",
  quic: "853",
  grpc: "443",
  https: "443",
  https3: "443",
  unix: "",
};

/** Takes the transport off an address; plain DNS without one (pkg/parse.Transport). */
export function splitTransport(address: string): { readonly transport: EndpointTransport; readonly host: string } {
  const { transport, rest } = splitScheme(address);
  return { transport, host: rest };
}

/** What `parse.HostPortOrFile` makes of a word before it looks at files. */
export type Endpoint =
  | { readonly kind: "address"; readonly address: string; readonly transport: EndpointTransport }
  /** No address: the path of a file in the form of resolv.conf, if there is one. */
  | { readonly kind: "file"; readonly path: string; readonly transport: EndpointTransport }
  /** Nothing behind the transport. */
  | { readonly kind: "empty"; readonly transport: EndpointTransport };

/**
 * An address with a port and, but for plain DNS, its transport, as CoreDNS goes on with it: `192.0.2.1:53`,
 * `tls://192.0.2.1:853`. What is no IP address may be a file, which only a set-up can tell.
 */
export function readEndpoint(word: string): Endpoint {
  const { transport, host } = splitTransport(word);
  if (host === "") return { kind: "empty", transport };
  if (transport === "unix") return { kind: "address", address: `${transport}://${host}`, transport };
  const split = splitHostPort(host);
  if (split.ok) {
    if (parseIp(stripZone(split.host)) === undefined) return { kind: "file", path: host, transport };
    return { kind: "address", address: word, transport };
  }
  const bare = host.replace(/^[[\]]+|[[\]]+$/g, "");
  if (parseIp(stripZone(bare)) === undefined) return { kind: "file", path: bare, transport };
  // CoreDNS gives HTTP/3 no address at all here, which makes an empty one.
  const scheme = transport === "dns" ? "" : `${transport}://`;
  const address = transport === "https3" ? "" : `${scheme}${joinHostPort(bare, DEFAULT_PORT[transport])}`;
  return { kind: "address", address, transport };
}

/** Without the zone of an IPv6 address, and without what is behind it. */
export function stripZone(host: string): string {
  const percent = host.lastIndexOf("%");
  return percent < 0 ? host : host.slice(0, percent);
}

/** An upstream: an address, with transport and port if wanted, or a file in the form of resolv.conf. */
export const endpoint: Kind<Endpoint> = {
  name: "endpoint",
  look: "address",
  placeholder: "ADDRESS",
  expects: "an address such as 192.0.2.1, 192.0.2.1:5353 or tls://192.0.2.1, or a file such as /etc/resolv.conf",
  suggestions: [{ text: "/etc/resolv.conf" }, { text: "tls://" }, { text: "https://" }, { text: "quic://" }],
  read: (word) => taken(readEndpoint(word)),
};

/** A URL as text; who uses it reads it. */
export const url: Kind<string> = named(
  { ...text, name: "url", look: "path" },
  { placeholder: "URL", expects: "a URL" },
);
