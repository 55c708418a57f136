/** Signatures and digests of DNSSEC, made with Node's crypto; errors in Go's words. */
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { KeyError, PrivateKey } from "../../lib/dns/dnssec/private-key.ts";
import type { Sign } from "../../lib/dns/dnssec/sign-rrset.ts";
import { DigestType, DnssecAlgorithm } from "../../lib/dns/iana/dnssec-algorithm.ts";
import type { Signing } from "../../lib/ports/signing.ts";
import { rsaKey } from "./rsa-key.ts";

/** What the algorithms hash with before they sign; Ed25519 hashes by itself. */
const HASHES: Readonly<Record<number, string | null>> = {
  [DnssecAlgorithm.RSASHA1]: "sha1",
  [DnssecAlgorithm["RSASHA1-NSEC3-SHA1"]]: "sha1",
  [DnssecAlgorithm.RSASHA256]: "sha256",
  [DnssecAlgorithm.RSASHA512]: "sha512",
  [DnssecAlgorithm.ECDSAP256SHA256]: "sha256",
  [DnssecAlgorithm.ECDSAP384SHA384]: "sha384",
  [DnssecAlgorithm.ED25519]: null,
};

const DIGESTS: Readonly<Record<number, string>> = {
  [DigestType.SHA1]: "sha1",
  [DigestType.SHA256]: "sha256",
  [DigestType.SHA384]: "sha384",
  [DigestType.SHA512]: "sha512",
};

/** The object identifiers of the curves in DER, and the octets of their numbers (RFC 5480 section 2.1.1.1). */
const CURVES: Readonly<Record<number, { readonly oid: string; readonly octets: number }>> = {
  [DnssecAlgorithm.ECDSAP256SHA256]: { oid: "06082a8648ce3d030107", octets: 32 },
  [DnssecAlgorithm.ECDSAP384SHA384]: { oid: "06052b81040022", octets: 48 },
};

/** What stands before the seed of an Ed25519 key in PKCS #8 (RFC 8410 section 7). */
const ED25519_HEAD = "302e020100300506032b657004220420";

export const systemSigning: Signing = {
  signer({ record, privateKey }) {
    const { algorithm } = record.rdata;
    const hash = HASHES[algorithm];
    if (hash === undefined || !isOfKind(algorithm, privateKey)) return error("dns: bad algorithm");
    const key = keyOf(privateKey, record.rdata);
    if ("kind" in key) return key;
    const signs = signsWith(key, { hash, octetsOfNumber: CURVES[algorithm]?.octets });
    try {
      signs(new Uint8Array(0));
      return signs;
    } catch {
      return error("dns: bad private key");
    }
  },
  digest: (type, octets) =>
    createHash(DIGESTS[type] ?? "sha256")
      .update(octets)
      .digest(),
};

function signsWith(
  key: KeyObject,
  { hash, octetsOfNumber }: { readonly hash: string | null; readonly octetsOfNumber: number | undefined },
): Sign {
  if (octetsOfNumber === undefined) return (octets) => sign(hash, octets, key);
  // Node takes twice as long when it is asked for this form itself.
  return (octets) => bothNumbers(sign(hash, octets, key), octetsOfNumber);
}

/** Both numbers of an ECDSA signature in DER, one after the other (RFC 6605 section 4). */
function bothNumbers(signature: Uint8Array, octets: number): Uint8Array {
  const numbers = new Uint8Array(2 * octets);
  // The sequence's head is two octets: the longest curve here has signatures of 104.
  let at = 2;
  for (const end of [octets, 2 * octets]) {
    const length = signature[at + 1] ?? 0;
    at += 2 + length;
    // A first octet of zero only says that the number is positive.
    const number = signature.subarray(at - Math.min(length, octets), at);
    numbers.set(number, end - number.length);
  }
  return numbers;
}

function isOfKind(algorithm: number, { kind }: PrivateKey): boolean {
  if (algorithm === DnssecAlgorithm.ED25519) return kind === "ED25519";
  return kind === (CURVES[algorithm] === undefined ? "RSA" : "ECDSA");
}

function keyOf(
  privateKey: PrivateKey,
  publicKey: { readonly algorithm: number; readonly publicKey: Uint8Array },
): KeyObject | KeyError {
  switch (privateKey.kind) {
    case "RSA":
      return rsaKey(privateKey, publicKey.publicKey);
    case "ECDSA":
      return ecdsaKey(privateKey.scalar, publicKey.algorithm);
    case "ED25519":
      return fromDer(Buffer.concat([Buffer.from(ED25519_HEAD, "hex"), privateKey.seed]), "pkcs8");
  }
}

/** Only the private number is given, so that a public half that does not belong to it changes nothing, as in CoreDNS. */
function ecdsaKey(scalar: Uint8Array, algorithm: number): KeyObject | KeyError {
  const curve = CURVES[algorithm];
  const start = scalar.findIndex((octet) => octet !== 0);
  if (start < 0) return error("dns: bad private key");
  const significant = scalar.subarray(start);
  if (curve === undefined || significant.length > curve.octets) return error("ecdsa: private key scalar too large");
  const number = Buffer.alloc(curve.octets);
  number.set(significant, curve.octets - significant.length);
  const oid = Buffer.from(curve.oid, "hex");
  const body = Buffer.concat([der(0x02, Buffer.of(1)), der(0x04, number), der(0xa0, oid)]);
  return fromDer(der(0x30, body), "sec1");
}

function der(tag: number, contents: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag, contents.length), contents]);
}

function fromDer(key: Buffer, type: "pkcs8" | "sec1"): KeyObject | KeyError {
  try {
    return createPrivateKey({ key, format: "der", type });
  } catch {
    return error("dns: bad private key");
  }
}

function error(text: string): KeyError {
  return { kind: "error", text };
}
