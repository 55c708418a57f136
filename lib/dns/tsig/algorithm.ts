/** Algorithms of TSIG keys (RFC 8945 section 6) by the names that stand in messages: those that CoreDNS takes. */
import { canonical, type Name } from "../name/name.ts";

/** The hash function of an HMAC (RFC 2104). */
export type Hash = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** Computes an HMAC, at once. */
export type Hmac = (hash: Hash, key: Uint8Array, octets: Uint8Array) => Uint8Array;

const HASHES: readonly Hash[] = ["sha1", "sha224", "sha256", "sha384", "sha512"];

/** Their names as people write them, without the final dot. */
export const ALGORITHM_NAMES = HASHES.map((hash) => `hmac-${hash}` as const);

/** The hash of an algorithm; undefined for those that CoreDNS does not take, HMAC-MD5 and cut MACs among them. */
export function hashOf(algorithm: Name): Hash | undefined {
  const name = canonical(algorithm);
  return HASHES.find((hash) => name === `hmac-${hash}.`);
}
