import { describe, expect, test } from "vitest";
import type { Message, ResourceRecord } from "../message/message.ts";
import { readName } from "../name/name.ts";
import { readRecord } from "../text/record.ts";
import { decodeMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { messageLength } from "./length.ts";
import { measureWire } from "./measure.ts";
import { LengthMeter } from "./meter.ts";

function recordsOf(lines: readonly string[]): readonly ResourceRecord[] {
  return lines.map((line) => {
    const read = readRecord(line);
    if (read === undefined || !("rdata" in read)) throw new Error(`no record: ${line}`);
    return read;
  });
}

function message(lines: readonly string[], more: Partial<Message> = {}): Message {
  const name = readName("www.example.org.");
  if (name === undefined) throw new Error("no name");
  const answer = recordsOf(lines);
  return {
    id: 1,
    response: true,
    opcode: 0,
    authoritative: false,
    truncated: false,
    recursionDesired: false,
    recursionAvailable: false,
    zero: false,
    authenticData: false,
    checkingDisabled: false,
    rcode: 0,
    question: [{ name, type: 1, class: 1 }],
    answer,
    authority: [],
    additional: [],
    ...more,
  };
}

const measured: Readonly<Record<string, Message>> = {
  "a question alone": message([]),
  addresses: message(["www.example.org. 300 IN A 192.0.2.1", "www.example.org. 300 IN AAAA 2001:db8::1"]),
  "names in RDATA": message([
    "www.example.org. 300 IN CNAME web.example.org.",
    "example.org. 300 IN NS ns.example.org.",
    "example.org. 300 IN MX 10 mail.example.org.",
    "_dns._udp.example.org. 300 IN SRV 0 0 53 ns.example.org.",
    "example.org. 300 IN SOA ns.example.org. hostmaster.example.org. 1 2 3 4 5",
    "1.2.0.192.in-addr.arpa. 300 IN PTR example.org.",
    "old.example.org. 300 IN DNAME new.example.org.",
  ]),
  "records in all sections": message(["www.example.org. 300 IN A 192.0.2.1"], {
    authority: recordsOf(["example.org. 300 IN NS ns.example.org.", "example.org. 300 IN NS b.example.org."]),
    additional: recordsOf(["ns.example.org. 300 IN A 192.0.2.2", "b.example.org. 300 IN A 192.0.2.3"]),
  }),
  "a pointer beyond the first 256 octets": message([
    ...Array.from({ length: 20 }, (_, at) => `www.example.org. 300 IN A 192.0.2.${at}`),
    "far.example.net. 300 IN A 192.0.2.1",
    "far.example.net. 300 IN MX 1 mail.far.example.net.",
  ]),
  "an OPT record with an option and an extended code": message([], {
    rcode: 23,
    edns: { version: 0, udpSize: 1232, dnssecOk: true, z: 0, options: [{ code: 10, data: new Uint8Array(8) }] },
  }),
};

describe("measuring an encoded message", () => {
  test.each(Object.entries(measured))("with %s gives what measuring its records gives", (_, of) => {
    for (const compress of [true, false]) {
      const wire = encodeMessage(of, { compress });
      const decoded = decodeMessage(wire);
      expect(measureWire(wire)).toEqual({ octets: messageLength(decoded, false), rcode: decoded.rcode });
    }
  });

  test("leaves types to the decoder whose length CoreDNS counts in a way of its own", () => {
    expect(measureWire(encodeMessage(message(['www.example.org. 300 IN TXT "\\200"'])))).toBeUndefined();
  });

  test("gives nothing for what is no message, and ends", () => {
    const wire = encodeMessage(measured["names in RDATA"] ?? message([]), { compress: true });
    for (let length = 0; length < wire.length; length++) expect(measureWire(wire.subarray(0, length))).toBeUndefined();
    for (let at = 12; at < wire.length; at++) {
      const broken = Uint8Array.from(wire);
      broken[at] = 0xc0;
      measureWire(broken);
    }
  });
});

/** Messages in hexadecimal digits, and how many octets they are measured with; nothing for what is left to the decoder. */
const vectors: Readonly<Record<string, readonly [hex: string, octets: number | undefined]>> = {
  "no octet": ["", undefined],
  "eleven octets": ["0000 0000 0000 0000 0000 00", undefined],
  "a header": ["0000 0000 0000 0000 0000 0000", 12],
  "a header and an octet": ["0000 0000 0000 0000 0000 0000 00", undefined],
  "a label of 63 octets": [`0000 0000 0001 0000 0000 0000 3f${"61".repeat(63)}00 0001 0001`, 81],
  "a label of 64 octets": [`0000 0000 0001 0000 0000 0000 40${"61".repeat(64)}00 0001 0001`, undefined],
  "a label of neither kind": ["0000 0000 0002 0000 0000 0000 00 0001 0001 bf00 0001 0001", undefined],
  "the last that is no pointer": ["0000 0000 0001 0000 0000 0000 bfff 0001 0001", undefined],
  "a pointer into the header": ["0000 0000 0001 0000 0000 0000 c000 0001 0001", 17],
  "a pointer to itself, where the message ends behind it": ["0000 0000 0001 0000 0000 0000 c00c 0001", undefined],
  "a pointer forward": ["0000 0000 0002 0000 0000 0000 c012 0001 0001 00 0001 0001", undefined],
  "two questions, one of which points to the other": [
    "0000 0000 0002 0000 0000 0000 0161 00 0001 0001 c00c 0001 0001",
    26,
  ],
  "a pointer to a pointer, and a label before it": [
    "0000 0000 0003 0000 0000 0000 0161 00 0001 0001 c00c 0001 0001 0162 c013 0001 0001",
    35,
  ],
  "an alias to nothing at the end of the message": [
    "0000 0000 0000 0001 0000 0000 00 0005 0001 00000000 0000",
    undefined,
  ],
  "an alias that is longer than its RDATA": [
    "0000 0000 0000 0001 0000 0000 00 0005 0001 00000000 0001 016100",
    undefined,
  ],
  "RDATA that ends before its name does": [
    "0000 0000 0000 0002 0000 0000 00 0005 0001 00000000 0003 016100 00 0005 0001 00000000 0002 0161",
    undefined,
  ],
  "an address that is longer than the message": [
    "0000 0000 0000 0001 0000 0000 00 0001 0001 00000000 0004 c00002",
    undefined,
  ],
  "an address and a type of another form": [
    "0000 0000 0000 0002 0000 0000 00 0001 0001 00000000 0004 c0000201 00 0010 0001 00000000 0001 00",
    undefined,
  ],
  "a type of another form without RDATA": ["0000 0000 0000 0001 0000 0000 00 0010 0001 00000000 0000", undefined],
};

test.each(Object.entries(vectors))("measuring %s", (_, [hex, octets]) => {
  expect(measureWire(Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex")))?.octets).toBe(octets);
});

test("the code has the bits of the OPT record before those of the header", () => {
  const wire = (bits: string, ttl: string) =>
    Uint8Array.from(Buffer.from(`0000${bits}0000000000000001000029 04d0${ttl}0000`.replaceAll(" ", ""), "hex"));
  expect(measureWire(wire("00f5", "00ffffff"))?.rcode).toBe(5);
  expect(measureWire(wire("0005", "a1000000"))?.rcode).toBe(0xa_15);
});

/** Types, and the octets of their bitmap as CoreDNS counts them: it does not mind their order here. */
test.each<readonly [readonly number[], number]>([
  [[], 2],
  [[0], 3],
  [[1], 3],
  [[7, 8], 4],
  [[248], 34],
  [[255], 34],
  [[1, 255], 34],
  [[255, 1], 34],
  [[1, 256], 6],
  [[1, 257, 258, 264], 7],
  [[256, 1], 3],
  [[256, 255, 264], 4],
  [[1, 256, 513], 9],
  [[511, 1, 65_535], 68],
])("types %j take %d octets", (types, octets) => {
  const meter = new LengthMeter(0, false);
  meter.typeBitmap(types);
  expect(meter.length).toBe(octets);
});

/** What is written, and how many octets CoreDNS counts for it. */
const counted: Readonly<Record<string, readonly [(meter: LengthMeter) => void, number]>> = {
  "8, 16, 32 and 48 bits": [
    (meter) => {
      meter.u8();
      meter.u16();
      meter.u32();
      meter.u48();
    },
    13,
  ],
  "a string whose escapes are counted": [(meter) => meter.characterString('a"\x00'), 8],
  "octets whose escapes are not": [(meter) => meter.octets('a"\x00'), 3],
  bytes: [(meter) => meter.raw(new Uint8Array(5)), 5],
  "base64 with its padding": [(meter) => meter.base64(new Uint8Array(4)), 6],
  "base64 without padding": [(meter) => meter.base64(new Uint8Array(3)), 3],
  base32: [(meter) => meter.base32(new Uint8Array(20)), 32],
  "base32 that ends early": [(meter) => meter.base32(new Uint8Array(4)), 7],
  "what is only counted": [(meter) => meter.counted(3), 3],
};
test.each(Object.entries(counted))("%s count", (_, [write, octets]) => {
  const meter = new LengthMeter(100, false);
  write(meter);
  expect(meter.length).toBe(100 + octets);
});

test("names that came before count as a pointer, where they may be compressed", () => {
  const count = (compress: boolean, ...names: readonly string[]): number => {
    const meter = new LengthMeter(12, compress);
    for (const text of names) {
      const name = readName(text.replace("=", ""));
      if (name === undefined) throw new Error("no name");
      if (text.startsWith("=")) meter.name(name);
      else meter.compressedName(name);
    }
    return meter.length - 12;
  };
  expect(count(false, "a.bc.", "a.bc.")).toBe(12);
  expect(count(true, "a.bc.", "a.bc.")).toBe(8);
  expect(count(true, "a.bc.", "=a.bc.")).toBe(12);
  expect(count(true, "=a.bc.", "a.bc.")).toBe(8);
  expect(count(true, "a.bc.", "d.bc.")).toBe(10);
  expect(count(true, "a.bc.", "d.bc.", "d.bc.")).toBe(12);
  expect(count(true, "a.bc.", "bc.", ".", ".")).toBe(10);
  expect(count(true, "a\\..bc.", "a\\..bc.")).toBe(9);
});
