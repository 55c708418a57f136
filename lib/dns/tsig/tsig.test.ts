/** Requests that are signed with Node's HMAC, here and by others, and what CoreDNS's library makes of them. */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { request } from "../../chain/_test/messages.ts";
import { Rcode } from "../iana/rcode.ts";
import { isSigned } from "../message/signed.ts";
import type { Name } from "../name/name.ts";
import { decodeMessage } from "../wire/decode.ts";
import { encodeMessage } from "../wire/encode.ts";
import { ALGORITHM_NAMES, type Hmac } from "./algorithm.ts";
import { type KeyRing, readSecret } from "./keys.ts";
import { type Signing, sign, signatureOctets } from "./sign.ts";
import type { TsigRecord } from "./signed-octets.ts";
import { verifySigned } from "./verify.ts";

const hmac: Hmac = (hash, key, octets) => createHmac(hash, key).update(octets).digest();
const secret = readSecret("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
const keys: KeyRing = {
  secrets: new Map([
    ["k.example.org.", secret],
    ["bad.", readSecret("not base64")],
  ]),
  hmac,
};
const NOW = 1_700_000_000;
const usual: Signing = {
  key: "k.example.org." as Name,
  algorithm: "hmac-sha256." as Name,
  error: 0,
  prior: new Uint8Array(),
  timersOnly: false,
};

function signed(signing: Partial<Signing> = {}, at = NOW): Uint8Array {
  const message = encodeMessage(request("www.example.org. A", { id: 4660 }));
  return sign(keys, { message, signing: { ...usual, ...signing } }, at).message;
}

function recordOf(wire: Uint8Array): TsigRecord {
  const last = decodeMessage(wire).additional.at(-1);
  if (last?.rdata.kind !== "TSIG") throw new Error("no TSIG record");
  return { name: last.name, ttl: last.ttl, rdata: last.rdata };
}

const verify = (wire: Uint8Array, at = NOW, ring = keys) => verifySigned(ring, { wire, record: recordOf(wire) }, at);

/** What dnspython made with the key above at 1700000000 (conformance/cases/zones/tsig/bad-time.yaml). */
const OF_DNSPYTHON =
  "12340100000100000000000103777777076578616d706c65036f72670000010001016bc01000fa00ff00000000003d0b686d61632d7368613235360000006553f100012c0020e5ded7b210b05f1afe19646b58f96b14fe88e8dfb8dffdd5e633441096ad1d29123400000000";

describe("a signature", () => {
  test("that somebody else made is verified", () => {
    const wire = Uint8Array.from(Buffer.from(OF_DNSPYTHON, "hex"));
    expect(verify(wire)).toBe("verified");
    expect(verify(wire, NOW + 300)).toBe("verified");
    expect(verify(wire, NOW + 301)).toBe("wrong time");
    expect(verify(wire, NOW - 301)).toBe("wrong time");
  });
  test("and the octets that it is in are left as they were", () => {
    const wire = Uint8Array.from(Buffer.from(OF_DNSPYTHON, "hex"));
    verify(wire);
    expect(Buffer.from(wire).toString("hex")).toBe(OF_DNSPYTHON);
  });
  test.each(ALGORITHM_NAMES)("of %s", (algorithm) => {
    const wire = signed({ algorithm: `${algorithm}.` as Name });
    expect(isSigned(decodeMessage(wire))).toBe(true);
    expect(verify(wire)).toBe("verified");
  });
  test("covers the message, the times, the code and the other data", () => {
    const wire = signed({ other: Uint8Array.of(1, 2) });
    expect(verify(wire)).toBe("verified");
    const at = wire.length - 2;
    for (const offset of [2, 13, at, at - 3]) {
      const changed = wire.slice();
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      expect(verify(changed), String(offset)).toBe("wrong signature");
    }
  });
  test("does not cover the ID that it came with", () => {
    const wire = signed();
    wire[0] = 0xff;
    expect(verify(wire)).toBe("verified");
  });
  test("with a fudge of zero holds for five minutes", () => {
    const wire = signed();
    const { name, ttl, rdata } = recordOf(wire);
    const record = { name, ttl, rdata: { ...rdata, fudge: 0 } };
    expect(verifySigned(keys, { wire, record }, NOW + 300)).toBe("verified");
    expect(verifySigned(keys, { wire, record }, NOW + 301)).toBe("wrong time");
  });
  test("of a time of zero is one of now", () => {
    const wire = signed();
    const { rdata } = recordOf(wire);
    expect([rdata.timeSigned, rdata.fudge]).toEqual([NOW, 300]);
  });
});

describe("nothing is verified", () => {
  const others: Readonly<Record<string, readonly [Uint8Array, string]>> = {
    "with a key that is not known": [rename(signed(), "x.example.org."), "unknown key"],
    "with a name in capitals": [rename(signed(), "K.example.org."), "unknown key"],
    "with a secret that is not Base64": [rename(signed(), "bad."), "no secret"],
    "that says NOTAUTH": [
      Uint8Array.from(signed(), (octet, at) => (at === 3 ? octet | Rcode.NOTAUTH : octet)),
      "odd request",
    ],
  };
  test.each(Object.entries(others))("%s", (_, [wire, why]) => expect(verify(wire)).toBe(why));
  test.each(["hmac-md5.sig-alg.reg.int.", "hmac-sha256-128.", "gss-tsig.", "."])("by %s", (algorithm) => {
    const wire = signed();
    const { name, ttl, rdata } = recordOf(wire);
    const record = { name, ttl, rdata: { ...rdata, algorithm: algorithm as Name } };
    expect(verifySigned(keys, { wire, record }, NOW)).toBe("unknown algorithm");
  });
  test("that was cut off, or goes on behind a right one", () => {
    const wire = signed();
    const { name, ttl, rdata } = recordOf(wire);
    for (const mac of [rdata.mac.subarray(0, 31), Uint8Array.of(...rdata.mac, 0)]) {
      const record = { name, ttl, rdata: { ...rdata, mac } };
      expect(verifySigned(keys, { wire, record }, NOW), String(mac.length)).toBe("wrong signature");
    }
  });
});

/** The same octets, said to be of another key. */
function rename(wire: Uint8Array, name: string): Uint8Array {
  const message = decodeMessage(wire);
  const additional = message.additional.map((record) => ({ ...record, name: name as Name }));
  return encodeMessage({ ...message, additional });
}

describe("replies", () => {
  test("of BADKEY and BADSIG have no MAC and no time", () => {
    for (const error of [Rcode.BADKEY, Rcode.BADSIG]) {
      const { rdata } = recordOf(signed({ error }));
      expect([rdata.mac.length, rdata.timeSigned, rdata.fudge, rdata.error]).toEqual([0, 0, 300, error]);
    }
  });
  test("carry the key's name as the client wrote it, and are covered with it in lower case", () => {
    const ring: KeyRing = { secrets: new Map([["K.example.org.", secret]]), hmac };
    const message = encodeMessage(request("www.example.org. A"));
    const [upper, lower] = [ring, keys].map((used, at) =>
      sign(used, { message, signing: { ...usual, key: (at === 0 ? "K" : "k").concat(".example.org.") as Name } }, NOW),
    );
    expect(upper?.mac).toEqual(lower?.mac);
  });
});

describe("the record of a signature", () => {
  test("says the ID of the message, and is the last of its additional records", () => {
    const wire = signed({ other: Uint8Array.of(1, 2) });
    const { additional } = decodeMessage(wire);
    expect(additional).toHaveLength(1);
    expect(additional[0]).toMatchObject({ name: usual.key, type: 250, class: 255, ttl: 0 });
    expect(recordOf(wire).rdata).toMatchObject({ originalId: 4660, other: Uint8Array.of(1, 2), error: 0 });
  });
  test("has the octets that are kept free for it", () => {
    const bare = encodeMessage(request("www.example.org. A", { id: 4660 }));
    expect(signed().length - bare.length).toBe(signatureOctets(usual, 32));
    const more = { ...usual, key: "a\\.b." as Name, other: Uint8Array.of(1, 2, 3) };
    expect(signatureOctets(more, 0) - signatureOctets(usual, 0)).toBe(3 + 5 - 15);
  });
  test("is not made with a key that makes no MACs, nor with half a prior one", () => {
    expect(() => signed({ key: "x.example.org." as Name })).toThrow("unknown key");
    expect(() => signed({ key: "bad." as Name })).toThrow("no secret");
    expect(() => signed({ algorithm: "none." as Name })).toThrow("unknown algorithm");
    expect(() => signed({ prior: Uint8Array.of(1) })).toThrow("overflow packing hex");
  });
  test("has the time that it is given", () => {
    const { rdata } = recordOf(signed({ timeSigned: 1 }));
    expect([rdata.timeSigned, rdata.fudge]).toEqual([1, 300]);
  });
});

describe("what is signed (RFC 8945 section 4.3)", () => {
  const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");
  const seen = (signing: Partial<Signing>): string => {
    let octets = new Uint8Array();
    const ring: KeyRing = {
      secrets: keys.secrets,
      hmac: (_, __, what) => {
        octets = Uint8Array.from(what);
        return new Uint8Array(32);
      },
    };
    const message = Uint8Array.from(Buffer.from("1234 8180 0000 0000 0000 0000".replaceAll(" ", ""), "hex"));
    sign(ring, { message, signing: { ...usual, ...signing } }, 0x01_02_03_04_05);
    return hex(octets);
  };
  const MESSAGE = "123481800000000000000000";
  const NAMES = "016b076578616d706c65036f726700 00ff 00000000 0b686d61632d73686132353600".replaceAll(" ", "");
  test("is the message, the names in lower case, the times and the code", () =>
    expect(seen({ error: 18, other: Uint8Array.of(9) })).toBe(`${MESSAGE}${NAMES}000102030405012c0012000109`));
  test("is the prior MAC with its length before all that", () =>
    expect(seen({ prior: Uint8Array.of(7, 8) })).toBe(`00020708${MESSAGE}${NAMES}000102030405012c00000000`));
  test("is the prior MAC, the message and the times behind the first message of a stream", () =>
    expect(seen({ prior: Uint8Array.of(7, 8), timersOnly: true })).toBe(`00020708${MESSAGE}000102030405012c`));
});

describe("a signature is taken off a message", () => {
  const wireOf = (lines: string): Uint8Array => Uint8Array.from(Buffer.from(lines.replace(/\s/g, ""), "hex"));
  const question = "00 0001 0001";
  const record = "00 0001 0001 00000000 0004 c0000201";
  const full = `1234 0100 0001 0001 0001 0001 ${question} ${record} ${record} ${record}`;
  const signedWire = (hex: string, prior = new Uint8Array()): Uint8Array =>
    sign(keys, { message: wireOf(hex), signing: { ...usual, prior } }, NOW).message;
  test("with records in all sections", () => expect(verify(signedWire(full))).toBe("verified"));
  test("without a question", () => expect(verify(signedWire("1234 0100 0000 0000 0000 0000"))).toBe("verified"));
  test("with octets behind it, which are no part of it", () => {
    for (const hex of [full, "1234 0100 0000 0000 0000 0000", `1234 0100 0001 0000 0000 0000 ${question}`]) {
      const wire = signedWire(hex);
      const longer = Uint8Array.of(...wire, ...wireOf(record));
      expect(verifySigned(keys, { wire: longer, record: recordOf(wire) }, NOW)).toBe("verified");
    }
  });
  test("that says that it has more records than it has", () =>
    expect(verify(signedWire("1234 0100 0000 0000 0000 0004"))).toBe("verified"));
  test("with 256 records before it", () => {
    const many = `1234 0100 0000 0000 0000 0100 ${record.repeat(256)}`;
    expect(verify(signedWire(many))).toBe("verified");
  });
  test("with the MAC of the request that it answers, and no other", () => {
    const prior = Uint8Array.of(1, 2, 3);
    const wire = signedWire(full, prior);
    const against = (mac?: Uint8Array) =>
      verifySigned(keys, { wire, record: recordOf(wire), ...(mac && { prior: mac }) }, NOW);
    expect([against(prior), against(), against(Uint8Array.of(1, 2, 4))]).toEqual([
      "verified",
      "wrong signature",
      "wrong signature",
    ]);
  });
  test("unless its other data are larger than CoreDNS has room for", () => {
    const wire = signed();
    const { name, ttl, rdata } = recordOf(wire);
    const withOther = (octets: number) =>
      verifySigned(keys, { wire, record: { name, ttl, rdata: { ...rdata, other: new Uint8Array(octets) } } }, NOW);
    expect(withOther(4096 - name.length)).toBe("wrong signature");
    expect(withOther(4096 - name.length + 1)).toBe("odd request");
  });
});
