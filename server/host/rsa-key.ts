/** RSA keys of DNSSEC for Node's crypto: what Go's library takes, and its words for what it does not. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { KeyError, PrivateKey } from "../../lib/dns/dnssec/private-key.ts";

/** Go signs with no shorter key. */
const MIN_BITS = 1024;

/** The key of a private half and the octets of a DNSKEY (RFC 3110 section 2), which belong together or are refused. */
export function rsaKey(
  { exponent, primes }: Extract<PrivateKey, { kind: "RSA" }>,
  publicKey: Uint8Array,
): KeyObject | KeyError {
  const [first = 0, second = 0, third = 0] = publicKey;
  const [start, octets] = first === 0 ? [3, (second << 8) | third] : [1, first];
  const e = numberOf(publicKey.subarray(start, start + octets));
  const n = numberOf(publicKey.subarray(start + octets));
  const bits = n.toString(2).length;
  if (bits < MIN_BITS) {
    const where = "https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size";
    return error(`crypto/rsa: ${bits}-bit keys are insecure (see ${where})`);
  }
  const d = numberOf(exponent);
  const [p, q] = [numberOf(primes[0]), numberOf(primes[1])];
  if (p < 2n || q < 2n) return error("crypto/rsa: invalid prime");
  if (p * q !== n) return error("crypto/rsa: p * q != n");
  const [dp, dq] = [d % (p - 1n), d % (q - 1n)];
  if ((e * dp) % (p - 1n) !== 1n || (e * dq) % (q - 1n) !== 1n) return error("crypto/rsa: invalid CRT exponent");
  const numbers = { n, e, d, p, q, dp, dq, qi: inverse(q, p) };
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, base64url(value)]));
  try {
    return createPrivateKey({ key: { kty: "RSA", ...texts }, format: "jwk" });
  } catch {
    return error("crypto/rsa: invalid prime");
  }
}

function numberOf(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${Buffer.from(octets).toString("hex")}`);
}

function base64url(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
}

/** The inverse of `value` modulo `modulus`, by Euclid's algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [value % modulus, modulus];
  let [factor, other] = [1n, 0n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, other] = [other, factor - times * other];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function error(text: string): KeyError {
  return { kind: "error", text };
}
