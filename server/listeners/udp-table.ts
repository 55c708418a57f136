/**
 * The system's table of UDP sockets (Linux, /proc/net/udp and udp6). A client on this machine that connected its socket
 * stands there with the address that it asks.
 */
import { readFileSync } from "node:fs";
import type { Endpoint } from "../../lib/chain/arrival.ts";

/** A socket of some process of this machine. */
export interface UdpTableEntry {
  readonly local: Endpoint;
  /** Port 0 unless the socket is connected. */
  readonly remote: Endpoint;
  /** By which the system knows the socket. */
  readonly inode: string;
}

/** All UDP sockets; none where the system has no such table. IPv4 in IPv6's clothes is IPv4. */
export function readUdpTable(): readonly UdpTableEntry[] {
  return ["/proc/net/udp", "/proc/net/udp6"].flatMap((path) => {
    try {
      return parseUdpTable(readFileSync(path, "latin1"));
    } catch {
      return [];
    }
  });
}

/** The entries of the table's text; lines of another form are left out. */
export function parseUdpTable(text: string): readonly UdpTableEntry[] {
  return text.split("\n").flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [, localText = "", remoteText = ""] = columns;
    const local = endpointOf(localText);
    const remote = endpointOf(remoteText);
    return local === undefined || remote === undefined ? [] : [{ local, remote, inode: columns[INODE] ?? "" }];
  });
}

/** The column of the inode. */
const INODE = 9;

/** Before the octets of an IPv4 address (RFC 4291 section 2.5.5.2). */
const MAPPED = "00000000000000000000FFFF";

/** `0300007F:0035` is 127.0.0.3:53: words of four octets, each written as a little-endian machine reads it. */
function endpointOf(text: string): Endpoint | undefined {
  const found = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(text);
  if (found === null) return undefined;
  const [, hex = "", port = ""] = found;
  const octets = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (octets.length !== 4 && octets.length !== 16) return undefined;
  const isMapped = octets.slice(0, -4).join("") === MAPPED;
  const address = octets.length === 4 || isMapped ? dotted(octets.slice(-4)) : compressed(octets);
  return { address, port: Number.parseInt(port, 16) };
}

function dotted(octets: readonly string[]): string {
  return octets.map((octet) => Number.parseInt(octet, 16)).join(".");
}

/** Same as the system writes IPv6 addresses elsewhere (RFC 5952). */
function compressed(octets: readonly string[]): string {
  const groups = Array.from({ length: 8 }, (_, at) => `${octets[at * 2]}${octets[at * 2 + 1]}`);
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
