/** What the arguments of grpc stand for: addresses, and files in the form of resolv.conf (CoreDNS, package parse). */

import { DEFAULT_PORT, type Endpoint, stripZone } from "../../directive/kinds/endpoint.ts";
import type { Value } from "../../directive/value.ts";
import { joinHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { readNameservers } from "../../system-files/resolv-conf.ts";
import { octetString } from "../../text/octets.ts";

/** An upstream as it was written, and the argument that it comes from. */
export interface Address {
  readonly address: string;
  readonly of: Value<Endpoint>;
}

/** Why an argument is none, in CoreDNS's words. */
export interface UpstreamFault {
  readonly text: string;
  readonly of: Value<Endpoint> | undefined;
}

/** Reads all arguments, or gives the first fault. */
export function readUpstreams(endpoints: readonly Value<Endpoint>[], files: Files): readonly Address[] | UpstreamFault {
  const upstreams: Address[] = [];
  for (const of of endpoints) {
    const endpoint = of.value;
    if (endpoint.kind === "empty") return { text: `invalid address: ${quote(of.text)}`, of };
    const addresses = endpoint.kind === "address" ? [endpoint.address] : readFile(endpoint.path, files);
    if (typeof addresses === "string") return { text: addresses, of };
    for (const address of addresses) upstreams.push({ address, of });
  }
  return upstreams.length === 0 ? { text: "no nameservers found", of: endpoints[0] } : upstreams;
}

function readFile(path: string, files: Files): readonly string[] | string {
  const read = files.read(path);
  if (read.kind === "file") {
    return readNameservers(octetString(read.bytes)).map((server) => joinHostPort(stripZone(server), DEFAULT_PORT.dns));
  }
  // A folder can be opened, and names no servers.
  if (read.code === "EISDIR") return [];
  const reason = read.code === "ENOENT" ? `failed to open file ${quote(path)}: ${quote(read.text)}` : read.text;
  return `not an IP address or file ${quote(path)}: ${reason}`;
}
