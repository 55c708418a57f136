/** Whether what is sent to an address comes to a listener. */
import { readIpv4 } from "../go/address.ts";
import { parseAddr, writeAddr } from "../go/net.ts";
import type { Endpoint } from "./arrival.ts";

/**
 * True when what this machine sends to `there` comes to `listener`, whose address is empty for all of the machine's.
 * `ownAddresses` are those of its interfaces.
 */
export function reaches(there: Endpoint, listener: Endpoint, ownAddresses: readonly string[]): boolean {
  if (there.port !== listener.port) return false;
  const address = canonicalHost(there.address);
  if (!isEvery(listener.address)) return canonicalHost(listener.address) === address;
  return isEvery(address) || isLoopback(address) || ownAddresses.some((own) => canonicalHost(own) === address);
}

/** True for the ways to say "every address". */
export function isEvery(address: string): boolean {
  return address === "" || address === "0.0.0.0" || address === "::";
}

/** True for 127.0.0.0/8 and ::1 (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3), as Go prints them. */
export function isLoopback(address: string): boolean {
  return address === "::1" || readIpv4(address)?.[0] === 127;
}

/** An address as Go prints it; anything else as it is. */
export function canonicalHost(host: string): string {
  const read = parseAddr(host);
  return read === undefined ? host : writeAddr(read);
}
