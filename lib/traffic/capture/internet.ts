/** IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200), down to what they carry. */
import { octetAt, u16At } from "../../dns/wire/octets.ts";
import type { SkipReason } from "../sink.ts";

const IPV4_OCTETS = 20;
const IPV6_OCTETS = 40;
/** Extension headers with a length of their own in eights of octets: hop by hop, routing, destination, mobility, HIP, shim. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135, 139, 140]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const MORE_AND_OFFSET = 0x3fff;

/** What a packet carries. */
export interface InternetPacket {
  readonly protocol: number;
  readonly source: Uint8Array;
  readonly target: Uint8Array;
  /** As much of it as there is. */
  readonly payload: Uint8Array;
  /** How long it is by its header; as long as there is where that does not tell. */
  readonly length: number;
}

/** Reads a packet of either version; why it is left out as text. */
export function internetPacket(octets: Uint8Array): InternetPacket | SkipReason {
  const version = octetAt(octets, 0) >> 4;
  if (version === 4) return ipv4(octets);
  return version === 6 ? ipv6(octets) : "not DNS";
}

function ipv4(octets: Uint8Array): InternetPacket | SkipReason {
  const head = (octetAt(octets, 0) & 0xf) * 4;
  if (octets.length < IPV4_OCTETS) return "cut";
  if (head < IPV4_OCTETS) return "malformed";
  if ((u16At(octets, 6) & MORE_AND_OFFSET) !== 0) return "fragment";
  // The kernel leaves the length out where the network card cuts a large segment up.
  const told = u16At(octets, 2);
  const end = told < head ? octets.length : told;
  return {
    protocol: octetAt(octets, 9),
    source: octets.subarray(12, 16),
    target: octets.subarray(16, 20),
    payload: octets.subarray(head, Math.min(end, octets.length)),
    length: end - head,
  };
}

function ipv6(octets: Uint8Array): InternetPacket | SkipReason {
  if (octets.length < IPV6_OCTETS) return "cut";
  const told = u16At(octets, 4);
  const end = told === 0 ? octets.length : IPV6_OCTETS + told;
  let next = octetAt(octets, 6);
  let at = IPV6_OCTETS;
  while (at < octets.length) {
    if (next === FRAGMENT) {
      // All but the three bits that are kept for later: the offset, and whether more comes.
      if ((u16At(octets, at + 2) & 0xfff9) !== 0) return "fragment";
      next = octetAt(octets, at);
      at += 8;
    } else if (EXTENSIONS.has(next)) {
      next = octetAt(octets, at);
      at += 8 + 8 * octetAt(octets, at + 1);
    } else if (next === AUTHENTICATION) {
      next = octetAt(octets, at);
      at += 8 + 4 * octetAt(octets, at + 1);
    } else break;
  }
  return {
    protocol: next,
    source: octets.subarray(8, 24),
    target: octets.subarray(24, 40),
    payload: octets.subarray(Math.min(at, octets.length), Math.min(end, octets.length)),
    length: end - at,
  };
}
