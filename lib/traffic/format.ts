/** What an input is, from its first octets. */
import { SECTION } from "./capture/pcapng.ts";
import { isDnstapHead } from "./dnstap/dnstap-file.ts";
import { u32At } from "./octet-queue.ts";

/** `compressed`: with gzip, by whoever kept it. */
export type TrafficFormat = "log" | "dnstap" | "pcap" | "pcapng" | "compressed";

/** In so many octets each format shows itself. */
export const HEAD_OCTETS = 64;

/** Microseconds and nanoseconds, in either order of octets. */
const PCAP: ReadonlySet<number> = new Set([0xa1b2_c3d4, 0xd4c3_b2a1, 0xa1b2_3c4d, 0x4d3c_b2a1]);
const GZIP = 0x1f8b;

/** Anything that is no other format is taken as a log. */
export function formatOf(head: Uint8Array): TrafficFormat {
  const first = u32At(head, 0, false);
  if (PCAP.has(first)) return "pcap";
  if (first === SECTION) return "pcapng";
  if (first >>> 16 === GZIP) return "compressed";
  return isDnstapHead(head) ? "dnstap" : "log";
}

/** The name of a format, for people. */
export const FORMAT_WORDS: Readonly<Record<TrafficFormat, string>> = {
  log: "log",
  dnstap: "dnstap file",
  pcap: "capture (pcap)",
  pcapng: "capture (pcapng)",
  compressed: "compressed file",
};
