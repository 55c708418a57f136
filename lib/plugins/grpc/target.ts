/** Upstreams as the gRPC library takes them: as URLs, whatever they look like. */
import { splitHostPort } from "../../go/net.ts";
import { lookUpPort } from "../../go/port.ts";
import { parseUrl } from "../../go/url.ts";

/** Schemes that the library knows; anything else becomes the path of a `dns:` URL. */
const SCHEMES: ReadonlySet<string> = new Set(["dns", "unix"]);

/** Why the library makes no connection to an address, in Go's words; undefined for almost any. */
export function targetFault(address: string): string | undefined {
  const own = parseUrl(address);
  if (own.ok && SCHEMES.has(own.value.scheme)) return undefined;
  const reading = parseUrl(`dns:///${address}`);
  return reading.ok ? undefined : reading.error;
}

/** Where an upstream is; a target that no call can reach has the words that each of them ends with. */
export type Target =
  | { readonly kind: "address"; readonly address: string; readonly port: number }
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "unusable"; readonly text: string };

const UNIX = "unix://";
const DNS = "dns://";

/** Reads an upstream that `targetFault` found nothing wrong with. */
export function readTarget(upstream: string): Target {
  if (upstream.startsWith(UNIX)) return socketOf(upstream.slice(UNIX.length));
  // What stands behind these two slashes is the resolver that is to be asked, and nothing is left to ask for.
  const address = upstream.startsWith(DNS) ? "" : upstream;
  if (address === "") return unusable('delegating_resolver: invalid target address "": missing address');
  const split = splitHostPort(address);
  if (!split.ok) {
    const { error } = withPort(address);
    return unusable(`invalid target address ${address}, error info: ${error}`);
  }
  const { host, port } = split;
  if (port === "") {
    return unusable(
      `delegating_resolver: invalid target address "${address}": missing port after port-separator colon`,
    );
  }
  const read = lookUpPort("tcp", port);
  if (read.ok) return { kind: "address", address: host, port: read.port };
  return unusable(`connection error: desc = "transport: Error while dialing: dial tcp: ${read.error}"`);
}

/** The library tries again with its default port, and tells of that. */
function withPort(address: string): { readonly error: string } {
  const again = splitHostPort(`${address}:443`);
  return { error: again.ok ? "" : again.error };
}

function socketOf(rest: string): Target {
  if (rest.startsWith("/")) return { kind: "socket", path: rest };
  const [authority = ""] = rest.split("/");
  return unusable(`invalid (non-empty) authority: ${authority}`);
}

function unusable(text: string): Target {
  return { kind: "unusable", text };
}
