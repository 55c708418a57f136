/** Key tags, canonical RRsets, what is signed, and private halves, without any cryptography. */
import { describe, expect, test } from "vitest";
import { readBase64, writeHex } from "../../text/base.ts";
import type { ResourceRecord } from "../message/message.ts";
import { type Name, readName } from "../name/name.ts";
import type { DNSKEY } from "../rdata/dnssec.ts";
import { readRecord } from "../text/record.ts";
import { TextError } from "../text/text-error.ts";
import { canonicalRrset } from "./canonical-rrset.ts";
import { delegationSigner } from "./delegation-signer.ts";
import { isKeySigning, isZoneSigning } from "./key-pair.ts";
import { keyTag } from "./key-tag.ts";
import { isBadBase64, readPrivateKey } from "./private-key.ts";
import { signRrset } from "./sign-rrset.ts";

function record(line: string): ResourceRecord {
  const read = readRecord(line);
  if (read === undefined || read instanceof TextError) throw new Error(`${line}: ${read?.message}`);
  return read;
}

function keyOf(line: string): ResourceRecord<DNSKEY> {
  const { rdata, ...rest } = record(line);
  if (rdata.kind !== "DNSKEY") throw new Error(line);
  return { ...rest, rdata };
}

const name = (text: string): Name => readName(text) ?? expect.fail(text);

/** RFC 4034 section 5.4. */
const RFC_KEY = keyOf(
  "dskey.example.com. 86400 IN DNSKEY 256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==",
);

describe("a key", () => {
  test("has the tag of RFC 4034's example", () => expect(keyTag(RFC_KEY.rdata)).toBe(60485));
  test("has its carries added", () =>
    expect(keyTag({ ...RFC_KEY.rdata, flags: 0xffff, publicKey: Uint8Array.of(0xff, 0xff, 0xff) })).toBe(0x02_06));
  test("is told by its flags", () => {
    const told = (flags: number) => [
      isKeySigning({ ...RFC_KEY.rdata, flags }),
      isZoneSigning({ ...RFC_KEY.rdata, flags }),
    ];
    expect([0x100, 0x101, 0x181, 0x001, 0x000, 0x180].map(told)).toEqual([
      [false, true],
      [true, false],
      [true, false],
      [false, false],
      [false, false],
      [false, true],
    ]);
  });
  test("is digested behind its owner in lower case", () => {
    const ds = delegationSigner(name("DSKEY.example.com."), RFC_KEY.rdata, {
      digestType: 2,
      digest: (type, octets) => Uint8Array.of(type, ...octets),
    });
    const head = "056473 6b6579 076578616d706c65 03636f6d 00 0100 03 05 01".replaceAll(" ", "");
    expect([ds.keyTag, ds.algorithm, ds.digestType]).toEqual([60485, 5, 2]);
    expect(writeHex(ds.digest).slice(0, 2 + head.length)).toBe(`02${head}`);
    expect(ds.digest.length).toBe(1 + 19 + 4 + RFC_KEY.rdata.publicKey.length);
  });
});

/** RRsets, labels in the signature, and their octets: owner, type, class, TTL 3600, length, RDATA. */
const canonicalForms: Readonly<Record<string, readonly [readonly string[], number, string]>> = {
  "in lower case": [["A.Org. 5 IN A 192.0.2.1"], 2, "0161 036f7267 00 0001 0001 00000e10 0004 c0000201"],
  "in the order of RDATA, each once": [
    ["a. 5 IN A 192.0.2.2", "a. 6 IN A 192.0.2.1", "a. 7 IN A 192.0.2.2"],
    1,
    "0161 00 0001 0001 00000e10 0004 c0000201 0161 00 0001 0001 00000e10 0004 c0000202",
  ],
  "the shorter first": [
    ['a. 5 IN TXT "b" "c"', 'a. 5 IN TXT "b"'],
    1,
    "0161 00 0010 0001 00000e10 0002 0162 0161 00 0010 0001 00000e10 0004 01620163",
  ],
  "with a wildcard for a name out of one": [
    ["x.b.org. 5 IN A 192.0.2.1"],
    1,
    "012a 036f7267 00 0001 0001 00000e10 0004 c0000201",
  ],
  "with a wildcard at the root": [["x. 5 IN A 192.0.2.1"], 0, "012a 00 0001 0001 00000e10 0004 c0000201"],
  "with names in RDATA in lower case": [["a. 5 IN NS B."], 1, "0161 00 0002 0001 00000e10 0003 0162 00"],
  "but for types that came later": [["a. 5 IN NSEC B. A"], 1, "0161 00 002f 0001 00000e10 0006 0142 00 000140"],
  "with names in full": [["b. 5 IN MX 1 b."], 1, "0162 00 000f 0001 00000e10 0005 0001 0162 00"],
  "in the order of the first octet of RDATA that differs": [
    ["a. 5 IN A 2.0.0.1", "a. 5 IN A 1.0.0.2", "a. 5 IN A 1.0.0.2", "a. 5 IN A 3.0.0.0"],
    1,
    ["01000002", "02000001", "03000000"].map((rdata) => `0161 00 0001 0001 00000e10 0004 ${rdata}`).join(" "),
  ],
};

test.each(Object.entries(canonicalForms))("an RRset is written %s", (_, [lines, labels, octets]) =>
  expect(writeHex(canonicalRrset(lines.map(record), { labels, originalTtl: 3600 }))).toBe(octets.replaceAll(" ", "")),
);

/** Types whose RDATA is one name, or ends in one, that is signed in lower case. */
test.each(["CNAME B.", "PTR B.", "DNAME B.", "SRV 1 2 3 B.", "KX 1 B.", "RT 1 B.", "AFSDB 1 B.", "MB B.", "RP . B."])(
  "%s is signed in lower case",
  (rdata) => {
    const octets = canonicalRrset([record(`a. 5 IN ${rdata}`)], { labels: 1, originalTtl: 1 });
    expect(writeHex(octets).slice(-6)).toBe("016200");
  },
);

test("RDATA of an RRset has a length of sixteen bits", () => {
  const rdata = { kind: "UNKNOWN", data: new Uint8Array(0x1_00_00) } as const;
  const long = { ...record("a. 5 IN A 192.0.2.1"), type: 65_280, rdata };
  expect(() => canonicalRrset([long], { labels: 1, originalTtl: 1 })).toThrow("dns: bad rdata");
});

describe("a signature", () => {
  const terms = { signer: name("ORG."), ttl: 7, originalTtl: 60, inception: 1, expiration: 2 };
  const key = { record: RFC_KEY, tag: 0x1234, sign: (octets: Uint8Array) => octets };
  const signed = (line: string) => {
    const made = signRrset([record(line)], key, terms);
    return "kind" in made ? made.text : made;
  };
  test("covers its RDATA and the RRset", () => {
    const made = signed("*.a.org. 5 IN A 192.0.2.1");
    if (typeof made === "string") throw new Error(made);
    const { signature, ...rest } = made.rdata;
    expect(rest).toEqual({
      kind: "RRSIG",
      typeCovered: 1,
      algorithm: 5,
      labels: 2,
      originalTtl: 60,
      expiration: 2,
      inception: 1,
      keyTag: 0x1234,
      signer: "ORG.",
    });
    expect(writeHex(signature)).toBe(
      "0001 05 02 0000003c 00000002 00000001 1234 036f726700 012a0161036f726700 0001 0001 0000003c 0004 c0000201".replaceAll(
        " ",
        "",
      ),
    );
    expect([made.name, made.type, made.class, made.ttl]).toEqual(["*.a.org.", 46, 1, 7]);
  });
  test("needs an RRset, and a key with a tag that can sign", () => {
    const rrset = [record("a.org. 5 IN A 192.0.2.1")];
    const text = (made: ReturnType<typeof signRrset>) => ("kind" in made ? made.text : "signed");
    expect(text(signRrset([], key, terms))).toBe("dns: bad key");
    expect(text(signRrset(rrset, { ...key, tag: 0 }, terms))).toBe("dns: bad key");
    expect(text(signRrset(rrset, { ...key, sign: { kind: "error", text: "no" } }, terms))).toBe("no");
    const long = `${"a".repeat(63)}\\000.org.` as Name;
    const [first] = rrset;
    expect(first && text(signRrset([{ ...first, name: long }], key, terms))).toBe("dns: bad rdata");
    const fault = (): never => {
      throw new TypeError("ours");
    };
    expect(() => signRrset(rrset, { ...key, sign: fault }, terms)).toThrow("ours");
  });
});

describe("a private half", () => {
  const FORMAT = "Private-key-format: v1.3\n";
  const rsa = (exponent: readonly number[], modulus: readonly number[]): DNSKEY => ({
    ...RFC_KEY.rdata,
    publicKey: Uint8Array.from([exponent.length, ...exponent, ...modulus]),
  });
  const modulus = (octets: number, first = 1): number[] => [first, ...new Array<number>(octets - 1).fill(7)];
  const ec = (algorithm: number, octets: number): DNSKEY => ({
    ...RFC_KEY.rdata,
    algorithm,
    publicKey: new Uint8Array(octets).fill(1),
  });
  const read = (key: DNSKEY, text: string) => {
    const half = readPrivateKey(key, { text, file: "k" });
    return half.kind === "error" ? half.text : half;
  };
  const RSA = `${FORMAT}Algorithm: 8\n`;

  test("of RSA has its exponent and primes", () =>
    expect(
      read(rsa([1, 0, 1], modulus(64)), `${RSA}PrivateExponent: AQ==\nPrime1: Ag==\nprime2: Aw==\nModulus: BA==\n`),
    ).toEqual({ kind: "RSA", exponent: readBase64("AQ=="), primes: [readBase64("Ag=="), readBase64("Aw==")] }));
  test.each([5, 7, 8, 10])("of algorithm %d is one of RSA", (algorithm) =>
    expect(read(rsa([3], modulus(64)), `${FORMAT}Algorithm: ${algorithm} (X)\n`)).toMatchObject({ kind: "RSA" }),
  );
  test.each([13, 14])("of algorithm %d is one of ECDSA", (algorithm) =>
    expect(read(ec(13, 64), `${FORMAT}Algorithm: ${algorithm}\nPrivateKey: AQ==\n`)).toEqual({
      kind: "ECDSA",
      scalar: readBase64("AQ=="),
    }),
  );
  test("of Ed25519 may be missing", () =>
    expect(read(ec(15, 32), `${FORMAT}Algorithm: 15\n`)).toEqual({ kind: "ED25519", seed: new Uint8Array() }));
  test("of Ed25519 is a seed", () => {
    const seed = "ODIyNjAzODQ2MjgwODAxMjI2NDUxOTAyMDQxNDIyNjI=";
    expect(read(ec(15, 32), `${FORMAT}Algorithm: 15\nPrivateKey: ${seed}\n`)).toEqual({
      kind: "ED25519",
      seed: readBase64(seed),
    });
  });

  /** Public halves, with the private half of RSA or ECDSA, and whether they fit. */
  const fits: Readonly<Record<string, readonly [DNSKEY, "RSA" | "ECDSA", boolean]>> = {
    "a modulus of 64 octets": [rsa([3], modulus(64)), "RSA", true],
    "a modulus of 63": [rsa([3, 1], modulus(63)), "RSA", false],
    "a modulus of 512": [rsa([3], modulus(512)), "RSA", true],
    "a modulus of 513": [rsa([3], modulus(513)), "RSA", false],
    "a modulus with a zero first": [rsa([3], modulus(64, 0)), "RSA", false],
    "an exponent of 4 octets": [rsa([0x7f, 0, 0, 1], modulus(64)), "RSA", true],
    "an exponent of 32 bits": [rsa([0x80, 0, 0, 1], modulus(64)), "RSA", false],
    "an exponent of 3 octets with its first bit set": [rsa([0x80, 0, 1], modulus(64)), "RSA", true],
    "an exponent of 5 octets": [rsa([1, 0, 0, 0, 1], modulus(64)), "RSA", false],
    "an exponent with a zero first": [rsa([0, 3], modulus(64)), "RSA", false],
    "a length of three octets": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 0, 1, 3, ...modulus(64)]) },
      "RSA",
      true,
    ],
    "a length of three octets that is zero": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 0, 0, 3, ...modulus(64)]) },
      "RSA",
      false,
    ],
    "a length of 256 in three octets": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 1, 1, 3, ...modulus(64)]) },
      "RSA",
      false,
    ],
    "no octets": [ec(8, 0), "RSA", false],
    "an exponent with a zero first that could be the length of a longer one": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([2, 0, 3, 1, 0, 1, ...modulus(64)]) },
      "RSA",
      false,
    ],
    "an exponent of 257 octets": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 1, 1, ...modulus(257), ...modulus(64)]) },
      "RSA",
      false,
    ],
    "a length of three octets, and an exponent with a zero first": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 0, 2, 0, 3, ...modulus(64)]) },
      "RSA",
      false,
    ],
    "a length of three octets, and a modulus of 63": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 0, 1, 3, ...modulus(63)]) },
      "RSA",
      false,
    ],
    "a length of three octets, and a modulus with a zero first": [
      { ...RFC_KEY.rdata, publicKey: Uint8Array.from([0, 0, 1, 3, ...modulus(64, 0)]) },
      "RSA",
      false,
    ],
    "64 octets for P-256": [ec(13, 64), "ECDSA", true],
    "96 octets for P-256": [ec(13, 96), "ECDSA", false],
    "96 octets for P-384": [ec(14, 96), "ECDSA", true],
    "64 octets for P-384": [ec(14, 64), "ECDSA", false],
    "octets of another algorithm": [ec(15, 32), "ECDSA", true],
  };
  test.each(Object.entries(fits))("goes with %s or not", (_, [key, kind, isFit]) => {
    const half = read(key, `${FORMAT}Algorithm: ${kind === "RSA" ? 8 : 13}\n`);
    if (isFit) expect(half).toMatchObject({ kind });
    else expect(half).toBe("dns: bad key");
  });

  /** Odd files, and what CoreDNS's reader makes of them: the private number, or what is wrong. */
  const odd: Readonly<Record<string, readonly [string, string | number]>> = {
    "comments after values": [`${FORMAT}Algorithm: 13 ; x\nPrivateKey: BQ==; y: z\n`, 5],
    "no line end": [`${FORMAT}Algorithm: 13\nPrivateKey: BQ==`, 5],
    "colons in values": [`${FORMAT}Algorithm: 13\nPrivateKey: B:Q=:=\n`, 5],
    "a comment that has a line for itself": [`${FORMAT}; PrivateKey: AA==\nAlgorithm: 13\nPrivateKey: BQ==\n`, 5],
    "format v1.2": [`${FORMAT.replace("3", "2")}Algorithm: 13\nPrivateKey: BQ==\n`, 5],
    "a name with nothing behind it, which swallows the line end": [`${FORMAT}Algorithm:\n13\nPrivateKey: BQ==\n`, 5],
    "a value without a name at the end": [`${FORMAT}x`, 'k: dns: no private key seen: "x" at line: 2:1'],
    "a value without a name on a line": [`${FORMAT}\n;\nab\n`, 'k: dns: no private key seen: "ab" at line: 4:2'],
    "no base64": [`${FORMAT}Algorithm: 13\nPrivateKey: B=\n`, "illegal base64 data at input byte 1"],
    "a value without a name on the first line": ["x", 'k: dns: no private key seen: "x" at line: 1:1'],
    "no format": ["Algorithm: 13\nPrivateKey: BQ==\n", "dns: bad private key"],
    "format v1.4": [`${FORMAT.replace("3", "4")}Algorithm: 13\nPrivateKey: BQ==\n`, "dns: bad private key"],
    "no algorithm": [`${FORMAT}PrivateKey: BQ==\n`, "dns: bad private key"],
    "an algorithm without a number": [`${FORMAT}Algorithm: ECDSA\nPrivateKey: BQ==\n`, "dns: bad private key"],
    "an algorithm of more than 8 bits": [`${FORMAT}Algorithm: 256\nPrivateKey: BQ==\n`, "dns: bad private key"],
    "an algorithm of 8 bits that is none": [`${FORMAT}Algorithm: 255\nPrivateKey: BQ==\n`, "dns: bad algorithm"],
    "RSA's fields that are no base64": [`${RSA}Modulus: B=\n`, "illegal base64 data at input byte 1"],
    "a seed that is no base64": [`${FORMAT}Algorithm: 15\nPrivateKey: B=\n`, "illegal base64 data at input byte 1"],
    "a seed that is too short": [`${FORMAT}Algorithm: 15\nPrivateKey: BQ==\n`, "dns: bad private key"],
  };
  test.each(Object.entries(odd))("with %s", (_, [text, want]) => {
    const half = read(ec(13, 64), text);
    if (typeof want === "string") expect(half).toBe(want);
    else expect(half).toEqual({ kind: "ECDSA", scalar: Uint8Array.of(want) });
  });

  test("goes with a public half whose base64 is bad, as far as reading goes", () => {
    const reasonOf = (line: string) => readRecord(line);
    const [bad, flags] = ["a. IN DNSKEY 257 3 13 A=A", "a. IN DNSKEY x 3 13 AAAA"].map(reasonOf);
    expect([bad, flags].map((mistake) => mistake instanceof TextError && isBadBase64(mistake))).toEqual([true, false]);
  });
});
