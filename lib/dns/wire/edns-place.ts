/** Where the OPT record stands among the additional records. */
import { RRType } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";

/** How many records stand before it where nothing else is said: all but a signature, which must be the last (RFC 8945 section 5.1). */
export function usualEdnsPlace(additional: readonly ResourceRecord[]): number {
  const last = additional.length - 1;
  return additional[last]?.type === RRType.TSIG ? last : additional.length;
}
