/** Why octets are no request, in CoreDNS's words (dnsutil.UnpackRequest). */
import { acceptance } from "../../../lib/chain/accept.ts";
import { decodeMessage, HEADER_OCTETS } from "../../../lib/dns/wire/decode.ts";
import { WireError } from "../../../lib/dns/wire/wire-error.ts";

/** Says what is wrong with octets that the server rejected. */
export function rejectionText(bytes: Uint8Array): string {
  if (bytes.length < HEADER_OCTETS) return "dns: buffer size too small";
  if (acceptance(bytes) !== "accept") return "dns request rejected";
  try {
    decodeMessage(bytes);
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
  return "dns request rejected";
}
