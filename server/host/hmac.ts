/** HMACs (RFC 2104) by the system's library. */
import { createHmac } from "node:crypto";
import type { Hmac } from "../../lib/dns/tsig/algorithm.ts";

export const systemHmac: Hmac = (hash, key, octets) => createHmac(hash, key).update(octets).digest();
