/** Keys with both halves, and what their flags say (RFC 4034 section 2.1.1). */
import type { ResourceRecord } from "../message/message.ts";
import type { DNSKEY } from "../rdata/dnssec.ts";
import type { PrivateKey } from "./private-key.ts";

const ZONE_KEY = 0x0100;
const SECURE_ENTRY_POINT = 0x0001;

/** A key that can sign. */
export interface KeyPair {
  readonly kind: "key";
  readonly record: ResourceRecord<DNSKEY>;
  readonly tag: number;
  readonly privateKey: PrivateKey;
}

/** True for a zone key with the flag of a secure entry point. */
export function isKeySigning({ flags }: DNSKEY): boolean {
  return (flags & ZONE_KEY) !== 0 && (flags & SECURE_ENTRY_POINT) !== 0;
}

/** True for a zone key without it. */
export function isZoneSigning({ flags }: DNSKEY): boolean {
  return (flags & ZONE_KEY) !== 0 && (flags & SECURE_ENTRY_POINT) === 0;
}
