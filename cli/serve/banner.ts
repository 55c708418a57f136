/** What CoreDNS prints once it serves: zones with their ports, then the versions. */
import { arch, platform } from "node:os";
import type { Listener } from "../../lib/api/engine.ts";
import { COREDNS_VERSION } from "../../server/host/identity.ts";
import { ownVersion } from "../own-version.ts";

/** A line per zone and socket, each with its newline. */
export function zonesText(listeners: readonly Listener[]): string {
  const lines = listeners.flatMap(({ kind, wanted, serves, sockets = 1 }) => {
    const scheme = kind === "dns" ? "" : `${kind}://`;
    const on = wanted.address === "" ? "" : ` on ${wanted.address}`;
    const zones = [...serves].sort().map((zone) => `${unusual(zone)}${scheme}${zone}:${wanted.port}${on}\n`);
    return Array.from({ length: sockets }, () => zones.join(""));
  });
  return lines.join("");
}

/** The release of CoreDNS that is followed, and what runs it. */
export function versionText(): string {
  const machine = arch() === "x64" ? "amd64" : arch();
  return `CoreDNS-${COREDNS_VERSION}\ncorefile-studio ${ownVersion()}, ${platform()}/${machine}, node ${process.version}\n`;
}

/** CoreDNS warns of zones that are no host names (RFC 1035 section 2.3.1); reverse zones are. */
function unusual(zone: string): string {
  const isUsual =
    zone === "." ||
    /\.(?:in-addr|ip6)\.arpa\.$/.test(zone) ||
    /^(?:[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+$/.test(zone);
  return isUsual ? "" : `Warning: Domain ${JSON.stringify(zone)} does not follow RFC1035 preferred syntax\n`;
}
