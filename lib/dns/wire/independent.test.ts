/** Records of any content, written by this codec and read by dns-packet, which shares no line with it, and the other way. */
import dnsPacket from "dns-packet";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rrtypeByName } from "../iana/rrtype.ts";
import type { Message, ResourceRecord } from "../message/message.ts";
import { type Name, ROOT, readName } from "../name/name.ts";
import type { Rdata } from "../rdata/rdata.ts";
import { codecOfType, isKnownType } from "../rdata/table.ts";
import { readRecord, writeRecord } from "../text/record.ts";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";

/** RDATA of ours, and what dns-packet makes of it. */
interface Sample {
  readonly rdata: Rdata;
  readonly data: unknown;
}

const label = fc.stringMatching(/^[a-zA-Z0-9_-]{1,12}$/);
const name = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels): Name => readName(`${labels.join(".")}.`) ?? ROOT);
const u8 = fc.nat(0xff);
const u16 = fc.nat(0xff_ff);
const u32 = fc.nat(0xff_ff_ff_ff);
const octets = fc.uint8Array({ maxLength: 80 });
const some = fc.uint8Array({ minLength: 1, maxLength: 80 });
const text = fc.stringMatching(/^[ -~]{0,60}$/);
const types = fc
  .uniqueArray(fc.constantFrom("A", "NS", "SOA", "MX", "AAAA", "RRSIG", "NSEC", "CAA"), { minLength: 1 })
  .map((names) => names.map((type) => rrtypeByName(type) ?? 0).sort((a, b) => a - b));
const NAMES = new Map(
  ["A", "NS", "SOA", "MX", "AAAA", "RRSIG", "NSEC", "CAA"].map((type) => [rrtypeByName(type), type]),
);

/** Names without their last dot, as dns-packet has them. */
const bare = (one: Name): string => one.slice(0, -1);
const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
const typeNames = (numbers: readonly number[]) => numbers.map((type) => NAMES.get(type));
const oneName = <K extends "NS" | "CNAME" | "PTR" | "DNAME">(kind: K) =>
  name.map((target): Sample => ({ rdata: { kind, target }, data: bare(target) }));

const ARBITRARIES: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  A: fc.ipV4().map((address) => ({ rdata: { kind: "A", address }, data: address })),
  NS: oneName("NS"),
  CNAME: oneName("CNAME"),
  PTR: oneName("PTR"),
  DNAME: oneName("DNAME"),
  MX: fc.record({ preference: u16, exchange: name }).map(({ preference, exchange }) => ({
    rdata: { kind: "MX", preference, exchange },
    data: { preference, exchange: bare(exchange) },
  })),
  SRV: fc.record({ priority: u16, weight: u16, port: u16, target: name }).map((srv) => ({
    rdata: { kind: "SRV", ...srv },
    data: { ...srv, target: bare(srv.target) },
  })),
  SOA: fc
    .record({ mname: name, rname: name, serial: u32, refresh: u32, retry: u32, expire: u32, minimum: u32 })
    .map((soa) => ({
      rdata: { kind: "SOA", ...soa },
      data: { ...soa, mname: bare(soa.mname), rname: bare(soa.rname) },
    })),
  TXT: fc.array(text, { minLength: 1, maxLength: 4 }).map((texts) => ({
    rdata: { kind: "TXT", texts },
    data: texts.map((one) => Buffer.from(one)),
  })),
  HINFO: fc.record({ cpu: text, os: text }).map((hinfo) => ({ rdata: { kind: "HINFO", ...hinfo }, data: hinfo })),
  RP: fc.record({ mailbox: name, text: name }).map((rp) => ({
    rdata: { kind: "RP", ...rp },
    data: { mbox: bare(rp.mailbox), txt: bare(rp.text) },
  })),
  NAPTR: fc
    .record({ order: u16, preference: u16, flags: text, service: text, regexp: text, replacement: name })
    .map(({ service: services, replacement, ...naptr }) => ({
      rdata: { kind: "NAPTR", ...naptr, service: services, replacement },
      data: { ...naptr, services, replacement: bare(replacement) },
    })),
  CAA: fc
    .record({ flags: fc.constantFrom(0, 0x80), value: fc.stringMatching(/^[ -[\]-~]{0,60}$/) })
    .map(({ flags, value }) => ({
      rdata: { kind: "CAA", flags, tag: "issue", value },
      data: { flags, tag: "issue", value, issuerCritical: (flags & 0x80) !== 0 },
    })),
  DS: fc.record({ keyTag: u16, algorithm: u8, digestType: u8, digest: some }).map((ds) => ({
    rdata: { kind: "DS", ...ds },
    data: { ...ds, digest: buffer(ds.digest) },
  })),
  DNSKEY: fc.record({ flags: u16, algorithm: u8, publicKey: some }).map(({ publicKey, ...key }) => ({
    rdata: { kind: "DNSKEY", ...key, protocol: 3, publicKey },
    data: { ...key, key: buffer(publicKey) },
  })),
  RRSIG: fc
    .record({
      algorithm: u8,
      labels: u8,
      originalTtl: u32,
      expiration: u32,
      inception: u32,
      keyTag: u16,
      signer: name,
      signature: some,
    })
    .map(({ signer, signature, originalTtl, ...sig }) => ({
      rdata: { kind: "RRSIG", typeCovered: 15, ...sig, originalTtl, signer, signature },
      data: {
        typeCovered: "MX",
        ...sig,
        originalTTL: originalTtl,
        signersName: bare(signer),
        signature: buffer(signature),
      },
    })),
  NSEC: fc.record({ next: name, types }).map((nsec) => ({
    rdata: { kind: "NSEC", ...nsec },
    data: { nextDomain: bare(nsec.next), rrtypes: typeNames(nsec.types) },
  })),
  NSEC3: fc
    .record({ hash: u8, flags: u8, iterations: u16, salt: octets, nextHashed: some, types })
    .map(({ hash, nextHashed, types: covered, salt, ...nsec3 }) => ({
      rdata: { kind: "NSEC3", hash, ...nsec3, salt, nextHashed, types: covered },
      data: {
        algorithm: hash,
        ...nsec3,
        salt: buffer(salt),
        nextDomain: buffer(nextHashed),
        rrtypes: typeNames(covered),
      },
    })),
  SSHFP: fc
    .record({ algorithm: u8, fingerprint: fc.uint8Array({ minLength: 20, maxLength: 20 }) })
    .map(({ algorithm, fingerprint }) => ({
      rdata: { kind: "SSHFP", algorithm, fingerprintType: 1, fingerprint },
      data: { algorithm, hash: 1, fingerprint: buffer(fingerprint).toString("hex").toUpperCase() },
    })),
  TLSA: fc.record({ usage: u8, selector: u8, matchingType: u8, certificate: some }).map((tlsa) => ({
    rdata: { kind: "TLSA", ...tlsa },
    data: { ...tlsa, certificate: buffer(tlsa.certificate) },
  })),
};

const NONE: Sample = { rdata: { kind: "UNKNOWN", data: new Uint8Array(0) }, data: undefined };
const sample = fc
  .constantFrom(...Object.keys(ARBITRARIES))
  .chain((type) => (ARBITRARIES[type] ?? fc.constant(NONE)).map((one) => ({ type, ...one })));

function message(answer: readonly ResourceRecord[]): Message {
  const bits = { response: true, authoritative: true, truncated: false, recursionDesired: false, zero: false };
  const more = { recursionAvailable: false, authenticData: false, checkingDisabled: false };
  const question = [{ name: readName("example.org.") ?? ROOT, type: 1, class: 1 }];
  return { id: 7, opcode: 0, rcode: 0, ...bits, ...more, question, answer, authority: [], additional: [] };
}

describe("an independent reader", () => {
  test("reads all fields of what this codec writes, compressed or not", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ owner: name, ttl: fc.nat(0x7f_ff_ff_ff), sample }), { maxLength: 8 }), (all) => {
        const records = all.map(({ owner, ttl, sample: { type, rdata } }): ResourceRecord => {
          return { name: owner, type: rrtypeByName(type) ?? 0, class: 1, ttl, rdata };
        });
        const expected = all.map(({ owner, ttl, sample: { type, data } }) => [bare(owner), type, ttl, data]);
        for (const compress of [false, true]) {
          const wire = encodeMessage(message(records), { compress });
          const { answers = [] } = dnsPacket.decode(Buffer.from(wire));
          const read = answers.map((one) =>
            "data" in one && "ttl" in one ? [one.name, one.type, one.ttl, one.data] : one,
          );
          expect(read).toEqual(expected);
          expect(decodeMessage(wire).answer).toEqual(records);
        }
      }),
      { numRuns: 400 },
    );
  });
  test("writes what this codec reads", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ owner: name, sample }), { minLength: 1, maxLength: 6 }), (all) => {
        const records = all.map(({ owner, sample: { type, rdata } }): ResourceRecord => {
          return { name: owner, type: rrtypeByName(type) ?? 0, class: 1, ttl: 60, rdata };
        });
        const wire = encodeMessage(message(records));
        const again = Uint8Array.from(dnsPacket.encode(dnsPacket.decode(Buffer.from(wire))));
        expect(decodeMessage(again).answer).toEqual(records);
      }),
      { numRuns: 200 },
    );
  });
});

/** All that CoreDNS's DNS library (miekg/dns 1.1.73) makes records of; ANY, NXNAME and OPT have no text. */
const KNOWN =
  "A AAAA AFSDB AMTRELAY ANY APL AVC CAA CDNSKEY CDS CERT CNAME CSYNC DHCID DLV DNAME DNSKEY DS EID EUI48 EUI64 GID GPOS HINFO HIP HTTPS IPSECKEY ISDN KEY KX L32 L64 LOC LP MB MD MF MG MINFO MR MX NAPTR NID NIMLOC NINFO NS NSAP-PTR NSEC NSEC3 NSEC3PARAM NULL NXNAME NXT OPENPGPKEY OPT PTR PX RESINFO RKEY RP RRSIG RT SIG SMIMEA SOA SPF SRV SSHFP SVCB TA TALINK TKEY TLSA TSIG TXT UID UINFO URI X25 ZONEMD".split(
    " ",
  );

describe("types", () => {
  test.each(KNOWN)("%s is known", (type) => {
    const number = rrtypeByName(type) ?? 0;
    expect(isKnownType(number)).toBe(true);
    expect(codecOfType(number) === undefined).toBe(["ANY", "NXNAME", "OPT"].includes(type));
  });
  test("all others are octets (RFC 3597)", () => {
    const known = new Set(KNOWN.map((type) => rrtypeByName(type)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xff_fe }), some, (type, data) => {
        fc.pre(!known.has(type) && rrtypeByName(`TYPE${type}`) === undefined);
        fc.pre(codecOfType(type) === undefined);
        const record: ResourceRecord = { name: ROOT, type, class: 1, ttl: 60, rdata: { kind: "UNKNOWN", data } };
        expect(readRecord(writeRecord(record))).toEqual(record);
        expect(decodeMessage(encodeMessage(message([record]))).answer).toEqual([record]);
      }),
    );
  });
});
