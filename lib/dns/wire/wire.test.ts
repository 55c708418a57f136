import dnsPacket from "dns-packet";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message, ResourceRecord } from "../message/message.ts";
import { type Name, ROOT, readName } from "../name/name.ts";
import { writeMessage } from "../text/message.ts";
import { readRecord, writeRecord } from "../text/record.ts";
import { samples } from "../text/samples.fixture.ts";
import { TextError } from "../text/text-error.ts";
import { decodeHeader, decodeMessage, decodeQuestion } from "./decode.ts";
import { encodeMessage, patchId } from "./encode.ts";
import { messageLength } from "./length.ts";
import { truncate } from "./truncate.ts";
import { patchTtl, ttlOffsets } from "./ttl.ts";
import { WireError } from "./wire-error.ts";

const name = (text: string): Name => readName(text) ?? ROOT;

function record(line: string): ResourceRecord {
  const read = readRecord(line);
  if (read === undefined || read instanceof TextError) throw new Error(`no record: ${line}`);
  return read;
}

const empty: Message = {
  id: 0x12_34,
  response: true,
  opcode: 0,
  authoritative: true,
  truncated: false,
  recursionDesired: true,
  recursionAvailable: false,
  zero: false,
  authenticData: false,
  checkingDisabled: false,
  rcode: 0,
  question: [{ name: name("www.example.org."), type: 1, class: 1 }],
  answer: [],
  authority: [],
  additional: [],
  edns: undefined,
};
const edns = { version: 0, udpSize: 1232, dnssecOk: true, z: 0, options: [] };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));
/** A backslash off the wire is not written again. */
const samplesAsRecords = samples.filter((line) => !/ (URI|CAA) .*\\\\/.test(line)).map(record);

describe("round trips", () => {
  test.each(samplesAsRecords.map((sample) => [writeRecord(sample), sample] as const))("%s", (_, sample) => {
    const message: Message = { ...empty, answer: [sample, sample] };
    for (const compress of [false, true]) {
      const wire = encodeMessage(message, { compress });
      expect(decodeMessage(wire)).toEqual(message);
      expect(messageLength(message, compress)).toBeGreaterThanOrEqual(wire.length);
    }
  });

  test("any message of these records, with EDNS", () => {
    const records = fc.array(fc.constantFrom(...samplesAsRecords), { maxLength: 12 });
    fc.assert(
      fc.property(fc.tuple(records, records, records), fc.boolean(), ([answer, authority, all], compress) => {
        const additional = all.filter(({ rdata }) => rdata.kind !== "TSIG");
        const message: Message = { ...empty, rcode: 23, answer, authority, additional, edns };
        expect(decodeMessage(encodeMessage(message, { compress }))).toEqual(message);
      }),
    );
  });
});

describe("what another reader sees", () => {
  const known = samples.filter((line) =>
    /^\S+ \d+ IN (A|AAAA|NS|CNAME|SOA|MX|TXT|SRV|PTR|HINFO|DNAME|CAA|DS|NAPTR|RP) /.test(line),
  );
  test.each(known)("%s", (line) => {
    const sample = record(line);
    const wire = encodeMessage({ ...empty, answer: [sample], edns }, { compress: true });
    const seen = dnsPacket.decode(Buffer.from(wire));
    const [answer] = seen.answers ?? [];
    expect(answer?.name).toBe(sample.name.slice(0, -1));
    expect(answer?.type).toBe(sample.rdata.kind);
    expect(seen.additionals?.[0]?.type).toBe("OPT");
    if (sample.rdata.kind === "A" || sample.rdata.kind === "MX") {
      const data = sample.rdata.kind === "A" ? sample.rdata.address : { preference: 10, exchange: "mx.example.org" };
      expect(answer).toHaveProperty("data", data);
    }
  });
});

describe("compression", () => {
  test("names of RFC 1035's types point back, others do not, but may be pointed at", () => {
    const answer = [
      record("www.example.org. 300 IN SRV 0 0 53 mx.example.org."),
      record("mx.example.org. 300 IN MX 1 MX.example.org."),
    ];
    const wire = encodeMessage({ ...empty, answer }, { compress: true });
    expect(hex(wire.subarray(33))).toBe(
      "c00c00210001" +
        "0000012c" +
        "0016" +
        "000000000035" +
        "026d78076578616d706c65036f726700" + // in full
        "c033000f0001" +
        "0000012c" +
        "0007" +
        "0001" +
        "024d58c010", // another case is another name
    );
  });
  test("a lone question is never compressed", () => {
    expect(encodeMessage(empty, { compress: true })).toEqual(encodeMessage(empty));
  });
  test("a buffer is used when it is large enough", () => {
    const buffer = new Uint8Array(512);
    expect(encodeMessage(empty, { buffer }).buffer).toBe(buffer.buffer);
    expect(encodeMessage(empty, { buffer: new Uint8Array(5) })).toEqual(encodeMessage(empty));
  });
});

describe("messages that are none, and some that are", () => {
  const header = (counts: string): string => `1234 0100 ${counts}`;
  const question = "03777777 00 0001 0001";
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "no octet": ["", "bad header id: dns: overflow unpacking uint16"],
    "eleven octets": ["1234 0100 0001 0000 0000 00", "bad header extra count: dns: overflow unpacking uint16"],
    "a pointer to itself": [
      `${header("0001 0000 0000 0000")} c00c 0001 0001`,
      "bad question name: dns: too many compression pointers",
    ],
    "a reserved label type": [`${header("0001 0000 0000 0000")} 40 0001 0001`, "bad question name: dns: bad rdata"],
    "a name that breaks off": [
      `${header("0001 0000 0000 0000")} 03 7777`,
      "bad question name: dns: buffer size too small",
    ],
    "a second question that is missing": [
      `${header("0002 0000 0000 0000")} ${question}`,
      "bad question name: dns: buffer size too small",
    ],
    "half a record": [`${header("0001 0001 0000 0000")} ${question} c00c 0001`, "dns: overflow unpacking uint16"],
    "RDATA behind the end": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0001 0001 00000000 0004 c000`,
      "dns: overflowing header size",
    ],
    "RDATA that is too short": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0001 0001 00000000 0003 c00002`,
      "A: dns: overflow unpacking a",
    ],
    "RDATA whose name breaks off": [
      `${header("0001 0001 0000 0000")} ${question} c00c 000f 0001 00000000 0004 000a 0161`,
      "MX.Mx: dns: buffer size too small",
    ],
    "a text that runs over its RDATA": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0010 0001 00000000 0002 0561`,
      "TXT.Txt: dns: overflow unpacking txt",
    ],
    "RDATA that ends behind octets that a field counts": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0032 0001 00000000 0007 01 00 000c 02 aabb`,
      "NSEC3.HashLength: dns: overflow unpacking uint8",
    ],
    "a salt that is longer than its RDATA": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0032 0001 00000000 0006 01 00 000c 02 aa`,
      "dns: overflow unpacking hex",
    ],
    "RDATA that is too long": [
      `${header("0001 0001 0000 0000")} ${question} c00c 0001 0001 00000000 0005 c000020100`,
      "dns: bad rdlength",
    ],
    "a bad client subnet": [
      `${header("0001 0000 0000 0001")} ${question} 00 0029 04d0 00000000 0008 0008 0004 0001 2100`,
      "OPT.Option: bad netmask",
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [wire, expected]) => {
    expect(() => decodeMessage(bytes(wire))).toThrow(expect.objectContaining({ name: "WireError", message: expected }));
  });
  test("a name has at most 255 octets, its dots and its end counted", () => {
    const label = (length: number): string => length.toString(16).padStart(2, "0") + "61".repeat(length);
    const asking = (last: number) =>
      bytes(`${header("0001 0000 0000 0000")} ${label(63).repeat(3)}${label(last)}00 0001 0001`);
    expect(decodeMessage(asking(61)).question[0]?.name).toHaveLength(254);
    expect(() => decodeMessage(asking(62))).toThrow(
      new WireError("domain name exceeded 255 wire-format octets", "bad question name: "),
    );
  });
  test("a header alone, whatever it counts", () => {
    expect(decodeMessage(bytes(header("0001 0001 0001 0001"))).question).toEqual([]);
  });
  test("counts that are too large for records are no fault", () => {
    expect(decodeMessage(bytes(`${header("0001 0002 0001 0003")} ${question}`)).answer).toEqual([]);
  });
  test("a question may break off between its parts", () => {
    expect(decodeMessage(bytes(`${header("0001 0000 0000 0000")} 03777777 00 0001`)).question).toEqual([
      { name: "www.", type: 1, class: 0 },
    ]);
  });
  test("an option of an OPT record out of its place must be sound as well", () => {
    const wire = bytes(`${header("0001 0001 0000 0000")} ${question} 00 0029 04d0 00000000 0007 0002 0003 21d828`);
    expect(() => decodeMessage(wire)).toThrow(new WireError("buffer size too small", "OPT.Option: "));
  });
  test("records without RDATA", () => {
    const wire = bytes(`${header("0001 0001 0000 0000")} ${question} c00c 0001 00ff 00000000 0000`);
    expect(decodeMessage(wire).answer[0]?.rdata).toEqual({ kind: "UNKNOWN", data: new Uint8Array(0) });
    expect(hex(encodeMessage(decodeMessage(wire), { compress: true }))).toBe(hex(wire));
  });
  test("an extended RCODE needs EDNS", () => {
    expect(() => encodeMessage({ ...empty, rcode: 16 })).toThrow(new WireError("bad extended rcode"));
    expect(decodeMessage(encodeMessage({ ...empty, rcode: 16, edns })).rcode).toBe(16);
  });
  test("random octets throw nothing but WireError", () => {
    const sample = encodeMessage({ ...empty, answer: samplesAsRecords, edns });
    const mutated = fc
      .array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const copy = sample.slice();
        for (const [at, octet] of changes) copy[at] = octet;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), mutated), (wire) => {
        for (const read of [decodeMessage, decodeHeader, decodeQuestion, ttlOffsets]) {
          try {
            const message = read(wire);
            if (read === decodeMessage) writeMessage(message as Message);
          } catch (error) {
            expect(error).toBeInstanceOf(WireError);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("truncation", () => {
  const many = (count: number): ResourceRecord[] =>
    Array.from({ length: count }, (_, at) => record(`www.example.org. 300 IN A 192.0.2.${at}`));
  test("what fits is not compressed", () => {
    const message = { ...empty, answer: many(5) };
    expect(truncate(message, 512)).toEqual({ message, compress: false });
  });
  test("what fits compressed is compressed", () => {
    const { message, compress } = truncate({ ...empty, answer: many(25) }, 512);
    expect([compress, message.truncated, message.answer.length]).toEqual([true, false, 25]);
  });
  test("what does not fit is cut off, and TC is set; OPT stays", () => {
    const { message, compress } = truncate({ ...empty, answer: many(40), authority: many(1), edns }, 512);
    expect([compress, message.truncated, message.answer.length, message.authority.length, message.edns]).toEqual([
      true,
      true,
      29,
      0,
      edns,
    ]);
    expect(encodeMessage(message, { compress }).length).toBeLessThanOrEqual(512);
  });
  test("whichever section is cut, TC says so, and it stays where it was set", () => {
    const [one] = many(1);
    if (one === undefined) throw new Error("no record");
    const sections = (size: number, truncated = false) => {
      const message = { ...empty, truncated, answer: [one], authority: [one], additional: [one] };
      const cut = truncate(message, size).message;
      return [cut.answer.length, cut.authority.length, cut.additional.length, cut.truncated];
    };
    // 33 octets up to the answer, then 16 for each record.
    const sizes = [80, 81, 64, 65, 48, 49, 33, 32].map((size) => sections(size));
    expect(sizes).toEqual([
      [1, 1, 0, true],
      [1, 1, 1, false],
      [1, 0, 0, true],
      [1, 1, 0, true],
      [0, 0, 0, true],
      [1, 0, 0, true],
      [0, 0, 0, true],
      [0, 0, 0, true],
    ]);
    expect(sections(81, true)).toEqual([1, 1, 1, true]);
  });
  test("the OPT record is put behind what is left", () => {
    const { message } = truncate({ ...empty, additional: many(40), ednsPlace: 1, edns }, 512);
    expect(message.ednsPlace).toBe(message.additional.length);
    expect(encodeMessage(message, { compress: true }).length).toBeLessThanOrEqual(512);
  });
  test("a size that is just met is met", () => {
    const message = { ...empty, answer: many(3) };
    const size = messageLength(message);
    expect(truncate(message, size)).toEqual({ message, compress: false });
    expect(truncate(message, size - 1)).toMatchObject({ compress: true, message: { truncated: false } });
    const signed = { ...edns, options: [{ code: 65_001, data: new Uint8Array(7) }] };
    expect(truncate({ ...message, edns: signed }, size + 22).compress).toBe(false);
    expect(truncate({ ...message, edns: signed }, size + 21).compress).toBe(true);
  });
  test("less than 512 octets are left where others are kept free", () => {
    expect(truncate({ ...empty, answer: many(5) }, 100).message.answer.length).toBe(4);
  });
});

describe("patching", () => {
  test("TTLs are found and set, that of OPT is none", () => {
    const message = {
      ...empty,
      answer: [record("www.example.org. 300 IN A 192.0.2.1")],
      authority: [record("example.org. 60 IN NS ns.example.org.")],
      edns,
    };
    const wire = encodeMessage(message, { compress: true });
    const offsets = ttlOffsets(wire);
    for (const offset of offsets) patchTtl(wire, offset, 4_000_000_000);
    patchId(wire, 0xab_cd);
    const read = decodeMessage(wire);
    expect(offsets.length).toBe(2);
    expect([read.id, read.answer[0]?.ttl, read.authority[0]?.ttl, read.edns]).toEqual([
      0xab_cd,
      4_000_000_000,
      4_000_000_000,
      edns,
    ]);
  });
});

test("header and question are read alone", () => {
  const wire = encodeMessage({ ...empty, edns });
  expect(decodeHeader(wire)).toMatchObject({ id: 0x12_34, response: true, questionCount: 1, additionalCount: 1 });
  expect(decodeQuestion(wire)).toEqual({ question: empty.question[0], end: 33 });
});

test("a message as text", () => {
  const message: Message = { ...empty, answer: [record("www.example.org. 300 IN A 192.0.2.1")], edns };
  expect(writeMessage(message)).toBe(`;; opcode: QUERY, status: NOERROR, id: 4660
;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1

;; OPT PSEUDOSECTION:
; EDNS: version 0; flags: do; udp: 1232

;; QUESTION SECTION:
;www.example.org.\tIN\t A

;; ANSWER SECTION:
www.example.org.\t300\tIN\tA\t192.0.2.1
`);
});
