/**
 * The addresses of this machine at which a listener for all addresses opens a socket of its own. Node does not tell to
 * which address a datagram came, and the kernel would choose the source of the reply by its routes: a client that asked
 * another address drops it. CoreDNS asks the kernel (IP_PKTINFO).
 */
import { readdirSync, readlinkSync } from "node:fs";
import { isIPv4 } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import type { Endpoint } from "../../lib/chain/arrival.ts";
import { readUdpTable } from "./udp-table.ts";

/** Sockets like these are chosen by the address that was asked only here; elsewhere the one for all addresses answers. */
export const HAS_ADDRESS_SOCKETS = process.platform === "linux";

/**
 * The addresses of all interfaces, as far as the system tells them (without a free descriptor it does not). Those of one
 * link only are left out, since replies to them leave by that link.
 */
export function ownAddresses(): ReadonlySet<string> | undefined {
  let interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>;
  try {
    interfaces = networkInterfaces();
  } catch {
    return undefined;
  }
  const all = Object.values(interfaces).flatMap((list) => list ?? []);
  return new Set(all.filter((info) => info.family === "IPv4" || info.scopeid === 0).map(({ address }) => address));
}

/** True for addresses that the kernel takes for its own without any interface that has them: 127.0.0.0/8. */
export const isLoopback = (address: string): boolean => isIPv4(address) && address.startsWith("127.");

/** Which address a client on this machine asked at `port`; undefined unless it connected its socket. */
export function askedAddress(client: Endpoint, port: number): string | undefined {
  return readUdpTable().find(
    ({ local, remote }) => local.port === client.port && local.address === client.address && remote.port === port,
  )?.remote.address;
}

/** The addresses at which other processes have UDP sockets with this port. */
export function takenByOthers(port: number): ReadonlySet<string> {
  const there = readUdpTable().filter(({ local }) => local.port === port);
  if (there.length === 0) return new Set();
  const own = ownSockets();
  return new Set(there.filter(({ inode }) => !own.has(inode)).map(({ local }) => local.address));
}

/** The inodes of this process's sockets, those of all its threads. */
function ownSockets(): ReadonlySet<string> {
  try {
    return new Set(readdirSync(DESCRIPTORS).flatMap((name) => inodeOf(`${DESCRIPTORS}/${name}`) ?? []));
  } catch {
    return new Set();
  }
}

const DESCRIPTORS = "/proc/self/fd";

function inodeOf(descriptor: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(descriptor))?.[1];
  } catch {
    // Closed since it was listed.
    return undefined;
  }
}
