/** Algorithms of TSIG keys (RFC 8945 section 6) by the names that stand in messages: those that CoreDNS takes. */
import { type CanonicalName, canonical, type Name } from "../name/name.ts";

/** The hash function of an HMAC (RFC 2104). */
export type Hash = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** Computes an HMAC, at once. */
export type Hmac = (hash: Hash, key: Uint8Array, octets: Uint8Array) => Uint8Array;

const hashes: ReadonlyMap<string, Hash> = new Map<string, Hash>([
  ["hmac-sha1.", "sha1"],
  ["hmac-sha224.", "sha224"],
  ["hmac-sha256.", "sha256"],
  ["hmac-sha384.", "sha384"],
  ["hmac-sha512.", "sha512"],
]);

/** Names that a command line takes, without the final dot. */
export const ALGORITHM_NAMES: readonly string[] = [...hashes.keys()].map((name) => name.slice(0, -1));

/** The hash of an algorithm; undefined for those that CoreDNS does not take, HMAC-MD5 and cut MACs among them. */
export function hashOf(algorithm: Name): Hash | undefined {
  const name: CanonicalName = canonical(algorithm);
  return hashes.get(name);
}
