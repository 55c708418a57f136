/** What stands around an IP packet on each kind of link (tcpdump.org, link-layer header types). */
import { octetAt, u16At } from "../../dns/wire/octets.ts";
import type { SkipReason } from "../sink.ts";

const ETHERTYPES: ReadonlySet<number> = new Set([0x0800, 0x86dd]);
/** Tags of virtual LANs (IEEE 802.1Q, 802.1ad, and the one before it). */
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const TAG_OCTETS = 4;

/** How many octets come before the EtherType, and before what it announces. */
const BY_ETHERTYPE: ReadonlyMap<number, readonly [number, number]> = new Map([
  [1, [12, 14]], // Ethernet
  [113, [14, 16]], // Linux "any", version 1
  [276, [0, 20]], // Linux "any", version 2
]);

/** Links where the packet comes after so many octets: raw IP under its several numbers, and the loopbacks of BSD. */
const BARE: ReadonlyMap<number, number> = new Map([
  [0, 4],
  [108, 4],
  [12, 0],
  [14, 0],
  [101, 0],
  [228, 0],
  [229, 0],
]);

/** The IP packet in a frame; undefined when something else is in it. */
export function payloadOf(frame: Uint8Array, linkType: number): Uint8Array | undefined | SkipReason {
  const bare = BARE.get(linkType);
  if (bare !== undefined) return frame.subarray(bare);
  const places = BY_ETHERTYPE.get(linkType);
  if (places === undefined) return "unknown link";
  let [typeAt, at] = places;
  let type = u16At(frame, typeAt);
  while (TAGS.has(type) && at + TAG_OCTETS <= frame.length) {
    typeAt = at + 2;
    type = u16At(frame, typeAt);
    at += TAG_OCTETS;
  }
  return ETHERTYPES.has(type) && octetAt(frame, at) !== 0 ? frame.subarray(at) : undefined;
}
