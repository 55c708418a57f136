/** Signing with Node's crypto, held against the examples of the RFCs. */
import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { delegationSigner } from "../../lib/dns/dnssec/delegation-signer.ts";
import { keyTag } from "../../lib/dns/dnssec/key-tag.ts";
import { readPrivateKey } from "../../lib/dns/dnssec/private-key.ts";
import { type SignatureTerms, signedOctets, signRrset } from "../../lib/dns/dnssec/sign-rrset.ts";
import type { ResourceRecord } from "../../lib/dns/message/message.ts";
import type { DNSKEY } from "../../lib/dns/rdata/dnssec.ts";
import { readRecord, writeRecord } from "../../lib/dns/text/record.ts";
import { TextError } from "../../lib/dns/text/text-error.ts";
import { writeBase64 } from "../../lib/text/base.ts";
import { systemSigning } from "./signing.ts";

function record(line: string): ResourceRecord {
  const read = readRecord(line);
  if (read === undefined || read instanceof TextError) throw new Error(`${line}: ${read?.message}`);
  return read;
}

function keyOf(line: string): ResourceRecord<DNSKEY> {
  const read = record(line);
  if (read.rdata.kind !== "DNSKEY") throw new Error(line);
  return { ...read, rdata: read.rdata };
}

function signingKey(line: string, privateHalf: string) {
  const key = keyOf(line);
  const privateKey = readPrivateKey(key.rdata, { text: privateHalf, file: "" });
  if (privateKey.kind === "error") throw new Error(privateKey.text);
  return { record: key, tag: keyTag(key.rdata), sign: systemSigning.signer({ record: key, privateKey }) };
}

const P256 =
  "example.net. 3600 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";
const P384 =
  "example.net. 3600 IN DNSKEY 257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40";
const ED25519 = "example.com. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=";
const RSA_512 =
  "example.net. 3600 IN DNSKEY 256 3 8 AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk=";
const RSA_1024 =
  "example.net. 3600 IN DNSKEY 256 3 10 AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL";
const V12 = "Private-key-format: v1.2\n";
const P256_PRIVATE = `${V12}Algorithm: 13 (ECDSAP256SHA256)\nPrivateKey: GU6SnQ/Ou+xC5RumuIUIuJZteXT2z0O/ok1s38Et6mQ=\n`;
const P384_PRIVATE = `${V12}Algorithm: 14 (ECDSAP384SHA384)\nPrivateKey: WURgWHCcYIYUPWgeLmiPY2DJJk02vgrmTfitxgqcL4vwW7BOrbawVmVe0d9V94SR\n`;
const ED25519_PRIVATE = `${V12}Algorithm: 15 (ED25519)\nPrivateKey: ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=\n`;
const RSA_1024_PRIVATE = [
  `${V12}Algorithm: 10 (RSASHA512)`,
  "Modulus: 0eg1M5b563zoq4k5ZEOnWmd2/BvpjzedJVdfIsDcMuuhE5SQ3pfQ7qmdaeMlC6Nf8DKGoUPGPXe06cP27/WRODtxXquSUytkO0kJDk8KX8PtA0+yBWwy7UnZDyCkynO00Uuk8HPVtZeMO1pHtlAGVnc8VjXZlNKdyit99waaE4s=",
  "PublicExponent: AQAB",
  "PrivateExponent: rFS1IPbJllFFgFc33B5DDlC1egO8e81P4fFadODbp56V7sphKa6AZQCx8NYAew6VXFFPAKTw41QdHnK5kIYOwxvfFDjDcUGza88qbjyrDPSJenkeZbISMUSSqy7AMFzEolkk6WSn6k3thUVRgSlqDoOV3SEIAsrB043XzGrKIVE=",
  "Prime1: 8mbtsu9Tl9v7tKSHdCIeprLIQXQLzxlSZun5T1n/OjvXSUtvD7xnZJ+LHqaBj1dIgMbCq2U8O04QVcK3TS9GiQ==",
  "Prime2: 3a6gkfs74d0Jb7yL4j4adAif4fcp7ZrGt7G5NRVDDY/Mv4TERAKMa0TKN3okKE0A7X+Rv2K84mhT4QLDlllEcw==",
  "",
].join("\n");

/** Digests of the examples (RFC 6605 section 6, RFC 8080 section 6). */
const digests: Readonly<Record<string, readonly [string, string]>> = {
  "RFC 6605 6.1": [
    P256,
    "example.net. 3600 IN DS 55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17",
  ],
  "RFC 6605 6.2": [
    P384,
    "example.net. 3600 IN DS 10771 14 4 72D7B62976CE06438E9C0BF319013CF801F09ECC84B8D7E9495F27E305C6A9B0563A9B5F4D288405C3008A946DF983D6",
  ],
  "RFC 8080 6.1": [
    ED25519,
    "example.com. 3600 IN DS 3613 15 2 3AA5AB37EFCE57F737FC1627013FEE07BDF241BD10F3B1964AB55C78E79A304B",
  ],
};

test.each(Object.entries(digests))("the DS record of %s", (_, [line, want]) => {
  const key = keyOf(line);
  const wanted = record(want);
  if (wanted.rdata.kind !== "DS") throw new Error(want);
  const { digestType } = wanted.rdata;
  const rdata = delegationSigner(key.name, key.rdata, { digestType, digest: systemSigning.digest });
  expect(writeRecord({ ...wanted, rdata })).toBe(writeRecord(wanted));
});

/** The terms of a signature and its octets, as text. */
function signatureIn(line: string): { readonly terms: SignatureTerms; readonly octets: string; readonly text: string } {
  const { rdata, ttl } = record(line);
  if (rdata.kind !== "RRSIG") throw new Error(line);
  const { signer, originalTtl, inception, expiration, signature } = rdata;
  const text = writeRecord(record(line));
  return { terms: { signer, ttl, originalTtl, inception, expiration }, octets: writeBase64(signature), text };
}

const same: Readonly<Record<string, readonly [string, string, string, string]>> = {
  "RFC 8080 6.1": [
    ED25519,
    ED25519_PRIVATE,
    "example.com. 3600 IN MX 10 mail.example.com.",
    "example.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==",
  ],
  "RFC 8080 6.1, in capitals": [
    ED25519,
    ED25519_PRIVATE,
    "EXAMPLE.com. 60 IN MX 10 MAIL.example.com.",
    "EXAMPLE.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==",
  ],
  "RFC 5702 6.2": [
    RSA_1024,
    RSA_1024_PRIVATE,
    "www.example.net. 3600 IN A 192.0.2.91",
    "www.example.net. 3600 IN RRSIG A 10 3 3600 20300101000000 20000101000000 3740 example.net. tsb4wnjRUDnB1BUi+t6TMTXThjVnG+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzEWzr0iGYgZBWm/zpq+9fOuagYJRfDqfReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk0fthPgxdDLw=",
  ],
};

test.each(Object.entries(same))("signs as %s", (_, [line, privateHalf, rr, signature]) => {
  const { terms, text } = signatureIn(signature);
  const signed = signRrset([record(rr)], signingKey(line, privateHalf), terms);
  if ("kind" in signed) throw new Error(signed.text);
  expect(writeRecord(signed)).toBe(text);
});

const base64url = (octets: Uint8Array): string => Buffer.from(octets).toString("base64url");

/** The public half of a DNSKEY for Node's crypto. */
function publicKeyOf({ algorithm, publicKey }: DNSKEY) {
  const half = publicKey.length / 2;
  const [x, y] = [base64url(publicKey.subarray(0, half)), base64url(publicKey.subarray(half))];
  const keys: Readonly<Record<number, JsonWebKey>> = {
    8: { kty: "RSA", e: base64url(publicKey.subarray(1, 4)), n: base64url(publicKey.subarray(4)) },
    13: { kty: "EC", crv: "P-256", x, y },
    14: { kty: "EC", crv: "P-384", x, y },
  };
  return createPublicKey({ key: keys[algorithm] ?? {}, format: "jwk" });
}

const HASHES: Readonly<Record<number, string>> = { 8: "sha256", 13: "sha256", 14: "sha384" };

/** Keys, and signatures of the RFCs over an A record: those of ECDSA are others each time. */
const verified: Readonly<Record<string, readonly [string, string | undefined, string, string]>> = {
  "RFC 6605 6.1": [
    P256,
    P256_PRIVATE,
    "www.example.net. 3600 IN A 192.0.2.1",
    "www.example.net. 3600 IN RRSIG A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==",
  ],
  "RFC 6605 6.2": [
    P384,
    P384_PRIVATE,
    "www.example.net. 3600 IN A 192.0.2.1",
    "www.example.net. 3600 IN RRSIG A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm",
  ],
  "RFC 5702 6.1, with a key that is too short to sign": [
    RSA_512,
    undefined,
    "www.example.net. 3600 IN A 192.0.2.91",
    "www.example.net. 3600 IN RRSIG A 8 3 3600 20300101000000 20000101000000 9033 example.net. kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==",
  ],
};

test.each(Object.entries(verified))("what is signed is that of %s", (_, [line, privateHalf, rr, signature]) => {
  const { rdata } = record(signature);
  if (rdata.kind !== "RRSIG") throw new Error(signature);
  const { rdata: dnskey } = keyOf(line);
  const octets = signedOctets([record(rr)], rdata);
  const check = (signed: Uint8Array): boolean =>
    verify(HASHES[dnskey.algorithm] ?? "", octets, { key: publicKeyOf(dnskey), dsaEncoding: "ieee-p1363" }, signed);
  expect(check(rdata.signature)).toBe(true);
  if (privateHalf === undefined) return;
  const ours = signRrset([record(rr)], signingKey(line, privateHalf), signatureIn(signature).terms);
  if ("kind" in ours) throw new Error(ours.text);
  expect(check(ours.rdata.signature)).toBe(true);
  expect({ ...ours.rdata, signature: undefined }).toEqual({ ...rdata, signature: undefined });
});

describe("keys that cannot sign, in Go's words", () => {
  const rsa = (numbers: Readonly<Record<string, string>>): string =>
    [`${V12}Algorithm: 10`, ...Object.entries(numbers).map(([name, value]) => `${name}: ${value}`), ""].join("\n");
  const numberOf = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(RSA_1024_PRIVATE)?.[1] ?? "";
  const whole = {
    PrivateExponent: numberOf("PrivateExponent"),
    Prime1: numberOf("Prime1"),
    Prime2: numberOf("Prime2"),
  };
  const cases: Readonly<Record<string, readonly [string, string, string]>> = {
    "a short one": [
      RSA_512,
      rsa({}),
      "crypto/rsa: 512-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)",
    ],
    "primes of another": [RSA_1024, rsa({ ...whole, Prime1: whole.Prime2 }), "crypto/rsa: p * q != n"],
    "no primes": [RSA_1024, rsa({ PrivateExponent: whole.PrivateExponent }), "crypto/rsa: invalid prime"],
    "an exponent of another": [
      RSA_1024,
      rsa({ ...whole, PrivateExponent: "AQAB" }),
      "crypto/rsa: invalid CRT exponent",
    ],
    "the algorithm of another": [P256, ED25519_PRIVATE, "dns: bad algorithm"],
    "no seed": [ED25519, `${V12}Algorithm: 15\n`, "dns: bad private key"],
    "no number": [P256, `${V12}Algorithm: 13\n`, "dns: bad private key"],
  };
  test.each(Object.entries(cases))("%s", (_, [line, privateHalf, text]) =>
    expect(signingKey(line, privateHalf).sign).toEqual({ kind: "error", text }),
  );
});

test("a number shorter than its curve is filled up", () => {
  const { sign } = signingKey(P256, `${V12}Algorithm: 13\nPrivateKey: AAE=\n`);
  if (typeof sign !== "function") throw new Error(sign.text);
  expect(sign(Uint8Array.of(1)).length).toBe(64);
});

test.each([
  ["P-256", P256, P256_PRIVATE],
  ["P-384", P384, P384_PRIVATE],
])("signatures hold whatever length their numbers have: %s", (_, line, privateHalf) => {
  const { sign } = signingKey(line, privateHalf);
  if (typeof sign !== "function") throw new Error(sign.text);
  const { rdata } = keyOf(line);
  const key = { key: publicKeyOf(rdata), dsaEncoding: "ieee-p1363" as const };
  for (let at = 0; at < 600; at++) {
    const octets = Uint8Array.of(at >> 8, at);
    expect(verify(HASHES[rdata.algorithm] ?? "", octets, key, sign(octets))).toBe(true);
  }
});
