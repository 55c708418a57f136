/** Writing octets: into the buffer that was given as long as it has room, into larger ones of its own then. */
import { describe, expect, test } from "vitest";
import type { Message } from "../message/message.ts";
import { queryMessage } from "../message/query-message.ts";
import { type Name, ROOT, readName } from "../name/name.ts";
import { encodeMessage } from "./encode.ts";
import { PRIME, slotOf } from "./hash.ts";
import { LengthMeter } from "./meter.ts";
import { nameOfWire } from "./name-memory.ts";
import { NameTable } from "./name-table.ts";
import { entryAt, octetAt, u16At } from "./octets.ts";
import { WireError } from "./wire-error.ts";
import { WireWriter } from "./writer.ts";

const name = (text: string): Name => readName(text) ?? ROOT;

/** What is written, its octets, and how many a meter counts for it where that is not the same. */
const WRITES: Readonly<Record<string, readonly [write: (writer: WireWriter) => void, octets: readonly number[]]>> = {
  "an octet": [(writer) => writer.u8(7), [7]],
  "16 bits": [(writer) => writer.u16(0x12_34), [0x12, 0x34]],
  "32 bits": [(writer) => writer.u32(0x89_ab_cd_ef), [0x89, 0xab, 0xcd, 0xef]],
  "48 bits": [(writer) => writer.u48(0x12_34_56_78_9a_bc), [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc]],
  "2^32 in 48 bits": [(writer) => writer.u48(2 ** 32), [0, 1, 0, 0, 0, 0]],
  "2^32 - 1 in 48 bits": [(writer) => writer.u48(2 ** 32 - 1), [0, 0, 255, 255, 255, 255]],
  "octets of a string": [(writer) => writer.octets("\x00a\xff"), [0, 0x61, 0xff]],
  "a character-string": [(writer) => writer.characterString("ab"), [2, 0x61, 0x62]],
  bytes: [(writer) => writer.raw(Uint8Array.of(1, 2, 3)), [1, 2, 3]],
  "the root": [(writer) => writer.name(ROOT), [0]],
  "a name": [(writer) => writer.name(name("a.bc.")), [1, 0x61, 2, 0x62, 0x63, 0]],
  "a name with escapes": [(writer) => writer.name(name("a\\.\\001.")), [3, 0x61, 0x2e, 1, 0]],
  "a length and what has it": [
    (writer) => {
      const start = writer.startSized();
      writer.raw(new Uint8Array(0x01_02));
      writer.endSized(start);
    },
    [1, 2, ...new Uint8Array(0x01_02)],
  ],
};

describe.each(Object.entries(WRITES))("%s", (_, [write, octets]) => {
  /** A name with escapes takes fewer octets than it has characters. */
  const needed = octets.length;
  test("is written whatever room there is", () => {
    for (let room = 0; room <= needed + 2; room++) {
      const writer = new WireWriter(new Uint8Array(room));
      write(writer);
      write(writer);
      expect([...writer.bytes.subarray(0, writer.offset)]).toEqual([...octets, ...octets]);
    }
  });
});

test.each(Object.entries(WRITES).filter(([what]) => !["the root", "a name with escapes"].includes(what)))(
  "%s needs no more room than it has octets",
  (_, [write, octets]) => {
    const buffer = new Uint8Array(octets.length);
    const writer = new WireWriter(buffer);
    write(writer);
    expect(writer.bytes).toBe(buffer);
  },
);

test("room doubles, so that octet after octet costs no copy of those before it", () => {
  const writer = new WireWriter(new Uint8Array(8));
  for (let at = 0; at < 9; at++) writer.u8(at);
  expect(writer.bytes.length).toBe(16);
  writer.raw(new Uint8Array(100));
  expect(writer.bytes.length).toBe(109);
  expect([...writer.bytes.subarray(0, 9)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

describe("too long", () => {
  test("is a character-string of 256 octets", () => {
    const writer = new WireWriter();
    writer.characterString("x".repeat(255));
    expect(writer.offset).toBe(256);
    expect(() => writer.characterString("x".repeat(256))).toThrow(new WireError("string exceeded 255 bytes in txt"));
  });
  test("is RDATA of 65536 octets", () => {
    const writer = new WireWriter();
    const start = writer.startSized();
    writer.raw(new Uint8Array(0xff_ff));
    writer.endSized(start);
    expect([writer.bytes[0], writer.bytes[1]]).toEqual([0xff, 0xff]);
    writer.u8(0);
    expect(() => writer.endSized(start)).toThrow(new WireError("bad rdata"));
  });
  test("is a label of 64 octets; an empty one is none", () => {
    const writer = new WireWriter();
    writer.name(`${"a".repeat(63)}.` as Name);
    expect(writer.offset).toBe(65);
    expect(() => writer.name(`${"a".repeat(64)}.` as Name)).toThrow(new WireError("bad rdata"));
    expect(() => writer.name("a..b." as Name)).toThrow(new WireError("bad rdata"));
  });
});

describe("names that were written before", () => {
  const written = (...names: readonly string[]): string => {
    const writer = new WireWriter();
    writer.reset(new Uint8Array(1000), true);
    // Names come behind a header.
    writer.raw(new Uint8Array(12));
    for (const text of names) {
      if (text.startsWith("=")) writer.name(name(text.slice(1)));
      else writer.compressedName(name(text));
    }
    return Buffer.from(writer.bytes.subarray(12, writer.offset)).toString("hex");
  };
  const cases: Readonly<Record<string, readonly [names: readonly string[], hex: string]>> = {
    "are pointed to": [["a.bc.", "a.bc."], "016102626300 c00c"],
    "are pointed to from the label on from which they are the same": [["a.bc.", "d.bc."], "016102626300 0164c00e"],
    "are pointed to, also where they are at an end of a pointer": [
      ["a.bc.", "d.bc.", "e.d.bc."],
      "016102626300 0164c00e 0165c012",
    ],
    "are written in full where that is asked for, and may be pointed to": [
      ["a.bc.", "=d.bc.", "d.bc."],
      "016102626300 016402626300 c012",
    ],
    "are pointed to at the first place, not the last": [["a.bc.", "=a.bc.", "a.bc."], "016102626300 016102626300 c00c"],
    "in another case are others": [["a.bc.", "A.bc."], "016102626300 0141c00e"],
    "are none of the root's": [["a.", ".", "."], "016100 00 00"],
    "are others when they are longer by a label": [["a.", "a.a."], "016100 0161c00c"],
    "have labels of the same octets in other places": [["ab.c.", "a.bc."], "02616201630001610262 6300"],
  };
  test.each(Object.entries(cases))("%s", (_, [names, hex]) => expect(written(...names)).toBe(hex.replaceAll(" ", "")));
  test("are forgotten for the next message", () => {
    const writer = new WireWriter();
    for (let message = 0; message < 2; message++) {
      writer.reset(new Uint8Array(100), true);
      writer.compressedName(name("a.bc."));
      expect(writer.offset).toBe(6);
      writer.compressedName(name("a.bc."));
      expect(writer.offset).toBe(8);
    }
    writer.reset(new Uint8Array(100), false);
    writer.compressedName(name("a.bc."));
    writer.compressedName(name("a.bc."));
    expect(writer.offset).toBe(12);
  });
  test.each([
    [0x3f_ff, 2],
    [0x40_00, 6],
  ])("at %d take %d octets: a pointer has 14 bits", (place, octets) => {
    const writer = new WireWriter();
    writer.reset(new Uint8Array(0x50_00), true);
    writer.raw(new Uint8Array(place));
    writer.compressedName(name("a.bc."));
    const start = writer.offset;
    writer.compressedName(name("a.bc."));
    expect(writer.offset - start).toBe(place === 0x40_00 ? 6 : octets);
    // Another name in between: what is known is looked up then.
    const meter = new LengthMeter(place, true);
    meter.compressedName(name("a.bc."));
    meter.compressedName(name("a.bc."));
    expect(meter.length).toBe(place + 6 + octets);
  });
});

describe("a whole message", () => {
  const query = queryMessage({ name: name("www.example.org."), type: 1, class: 1 }, 7);
  const data = (octets: number) => ({ kind: "UNKNOWN", data: new Uint8Array(octets) }) as const;
  const record = (octets: number) => ({ name: ROOT, type: 65_280, class: 1, ttl: 0, rdata: data(octets) });
  const edns = (octets: number) => ({
    version: 0,
    udpSize: 0,
    dnssecOk: false,
    z: 0,
    options: [{ code: 65_001, data: new Uint8Array(octets) }],
  });
  test("is written into a buffer of just its length", () => {
    const wire = encodeMessage(query);
    const buffer = new Uint8Array(wire.length);
    expect(encodeMessage(query, { buffer })).toEqual(wire);
    expect(encodeMessage(query, { buffer }).buffer).toBe(buffer.buffer);
  });
  test("of its own octets stays as it is when the next one is written", () => {
    const wire = encodeMessage(query);
    const copy = wire.slice();
    encodeMessage({ ...query, id: 8 });
    expect(wire).toEqual(copy);
  });
  test("has RDATA of 65535 octets, and no more", () => {
    expect(encodeMessage({ ...query, answer: [record(0xff_ff)] }).length).toBe(33 + 11 + 0xff_ff);
    expect(() => encodeMessage({ ...query, answer: [record(0x1_00_00)] })).toThrow(new WireError("bad rdata"));
    expect(encodeMessage({ ...query, edns: edns(0xff_fb) }).length).toBe(33 + 11 + 0xff_ff);
    expect(() => encodeMessage({ ...query, edns: edns(0xff_fc) })).toThrow(new WireError("bad rdata"));
  });
  test.each<readonly [number, Partial<Message>, string | undefined]>([
    [-1, {}, "bad rcode"],
    [15, {}, undefined],
    [16, {}, "bad extended rcode"],
    [0xf_ff, { edns: edns(0) }, undefined],
    [0x10_00, { edns: edns(0) }, "bad rcode"],
  ])("with code %d", (rcode, more, error) => {
    const write = () => encodeMessage({ ...query, ...more, rcode });
    if (error === undefined) expect(write()[3]).toBe(rcode & 0xf);
    else expect(write).toThrow(new WireError(error));
  });
  test("of two questions or of a record is compressed", () => {
    const [question] = query.question;
    if (question === undefined) throw new Error("no question");
    const twice = { ...query, question: [question, question] };
    expect(encodeMessage(twice, { compress: true }).length).toBe(33 + 6);
    const owner = { ...record(0), name: question.name };
    for (const section of ["answer", "authority", "additional"]) {
      expect(encodeMessage({ ...query, [section]: [owner] }, { compress: true }).length).toBe(33 + 12);
      expect(encodeMessage({ ...query, [section]: [owner] }).length).toBe(33 + 27);
    }
  });
  test("has its OPT record's name compressed", () => {
    const named = { ...edns(0), owner: name("www.example.org.") };
    expect(encodeMessage({ ...query, edns: named, additional: [record(0)] }, { compress: true }).length).toBe(
      33 + 11 + 12 + 4,
    );
  });
});

describe("places", () => {
  test("behind the end have zeros", () => {
    expect([octetAt(Uint8Array.of(7), 0), octetAt(Uint8Array.of(7), 1), octetAt(Uint8Array.of(7), -1)]).toEqual([
      7, 0, 0,
    ]);
    expect([entryAt(Uint32Array.of(7), 0), entryAt(Uint32Array.of(7), 1)]).toEqual([7, 0]);
    expect(u16At(Uint8Array.of(1, 2), 0)).toBe(0x01_02);
  });
  test("are told by FNV-1a", () => {
    const hash = [..."foobar"].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), PRIME), 0x81_1c_9d_c5);
    expect(hash >>> 0).toBe(0xbf_9c_f9_68);
  });
  test.each([
    [0, 14, 0],
    [0x3f_ff, 14, 0x3f_ff],
    [0x40_00, 14, 1],
    [0x40_01, 14, 0],
    [0x7f_ff, 14, 0x3f_fe],
    [-1, 14, 0],
    [-0x80_00_00_00, 19, 0x10_00],
    [0x00_ab_c1_23, 12, 0x12_3 ^ 0xab_c],
  ])("of hash %d in a table of 2^%d", (hash, bits, slot) => expect(slotOf(hash, bits)).toBe(slot));
});

describe("a table of names", () => {
  const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
  /** Finds or adds names at places, all with one hash. */
  const found = (hex: string, places: readonly number[], hash = 1): readonly number[] => {
    const table = new NameTable();
    return places.map((place) => table.findOrAdd(octets(hex), place, hash));
  };
  test("tells names of one hash apart by each of their octets", () => {
    const names = "ff 026162 00 026163 00 026162 00 016100 02 6162 0161 00";
    expect(found(names, [1, 5, 9, 13, 16, 5])).toEqual([-1, -1, 1, -1, -1, 5]);
  });
  test("follows pointers in names that it knows", () => {
    const names = "ff 026162 00 0163 c001 0163 026162 00 c005 0163 026162 00";
    expect(found(names, [1, 5, 9])).toEqual([-1, -1, 5]);
    expect(found(names, [15, 17])).toEqual([-1, 15]);
  });
  test("follows pointers beyond the first 256 octets", () => {
    const far = `ff ${"00".repeat(0x1_21)} 0161 00 0162 c122 0162 0161 00`;
    expect(found(far, [0x1_22, 0x1_25, 0x1_29])).toEqual([-1, -1, 0x1_25]);
  });
  test("is as good when it goes round at its end", () =>
    expect(found("ff 0161 00 0162 00 0161 00 0162 00", [1, 4, 7, 10], 0x3f_ff)).toEqual([-1, -1, 1, 4]));
  test("forgets all of them", () => {
    const table = new NameTable();
    const names = octets("ff 0161 00 0161 00");
    table.findOrAdd(names, 1, 7);
    table.clear();
    expect(table.findOrAdd(names, 4, 7)).toBe(-1);
    expect(table.findOrAdd(names, 1, 7)).toBe(4);
  });
});

test("names of the same hash are told apart, whichever was met before", () => {
  const wires = ["0161", "0162", "016101 62", "03610162", "03612e62", "0261 62", "0100"].map((hex) =>
    Uint8Array.from(Buffer.from(hex.replace(" ", ""), "hex")),
  );
  const names = ["a.", "b.", "a.b.", "a\\001b.", "a\\.b.", "ab.", "\\000."];
  for (const [first, wire] of wires.entries()) {
    for (const [second, other] of wires.entries()) {
      expect(nameOfWire(wire, wire.length, 5)).toBe(names[first]);
      expect(nameOfWire(other, other.length, 5)).toBe(names[second]);
    }
  }
  expect(nameOfWire(wires[0] ?? new Uint8Array(), 0, 5)).toBe(ROOT);
});
