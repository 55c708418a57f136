/** Which replies are compressed so that they are not fragmented (CoreDNS, request.Scrub). */
import type { Query } from "./query.ts";

/** Octets that a reply over UDP may have without compression. */
const MOST_IPV4 = 1480;
const MOST_IPV6 = 1220;

/** No reply up to this length is ever fragmented. */
export const NEVER_FRAGMENTED = MOST_IPV6;

/** True when a reply of this length, and its seal, may be fragmented on its way to the client. */
export function mayFragment(query: Query, octets: number): boolean {
  if (query.protocol !== "udp") return false;
  return octets + query.sealOctets > (query.arrival.client.address.includes(":") ? MOST_IPV6 : MOST_IPV4);
}
