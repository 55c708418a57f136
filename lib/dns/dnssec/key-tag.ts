/** The number by which signatures name their key (RFC 4034 appendix B). */
import type { DNSKEY } from "../rdata/dnssec.ts";

/** The key tag of a DNSKEY record. */
export function keyTag({ flags, protocol, algorithm, publicKey }: DNSKEY): number {
  let sum = flags + (protocol << 8) + algorithm;
  for (const [at, octet] of publicKey.entries()) sum += at % 2 === 0 ? octet << 8 : octet;
  return (sum + (sum >>> 16)) & 0xffff;
}
