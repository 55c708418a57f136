/** Numbers of the wire: big-endian, without a sign, whatever their size (RFC 1035 section 2.3.2; RFC 8945 section 4.2 for 48 bits). */
import { describe, expect, test } from "vitest";
import { WireReader } from "./reader.ts";
import { WireWriter } from "./writer.ts";

const over = (...octets: readonly number[]): WireReader => new WireReader(Uint8Array.from(octets));

describe("a number", () => {
  test("of 16 bits", () => expect(over(0x80, 0x01).u16()).toBe(0x8001));
  test("of 32 bits, the first of them set", () => expect(over(0x80, 0, 0x01, 0x02).u32()).toBe(0x80_00_01_02));
  test("of 48 bits: a time after 2106", () => expect(over(0, 1, 0, 0, 0, 2).u48()).toBe(2 ** 32 + 2));
  test("of 48 bits, all of them set", () => expect(over(255, 255, 255, 255, 255, 255).u48()).toBe(2 ** 48 - 1));
  test("moves on behind itself", () => {
    const reader = over(0, 1, 0, 0, 0, 2, 0, 3);
    reader.u48();
    expect([reader.u16(), reader.atEnd]).toEqual([3, true]);
  });
  test.each([
    ["16", (reader: WireReader) => reader.u16(), 1],
    ["32", (reader: WireReader) => reader.u32(), 3],
    ["48", (reader: WireReader) => reader.u48(), 5],
  ])("of %s bits is not read past the end, one octet short of it", (_, read, octets) => {
    expect(() => read(over(...Array.from({ length: octets }, () => 0)))).toThrow(/overflow unpacking uint/);
  });
});

test("octets that were written before are set whole, also to more than one octet holds", () => {
  const writer = new WireWriter(new Uint8Array(4));
  writer.u32(0xff_ff_ff_ff);
  writer.setU16(1, 0x12_34);
  expect([...writer.bytes.subarray(0, writer.offset)]).toEqual([0xff, 0x12, 0x34, 0xff]);
});

describe("a name", () => {
  /** The root, and behind it pointers each of which leads to the one before. */
  const chain = Uint8Array.from([0, ...Array.from({ length: 200 }, (_, at) => [0xc0, Math.max(0, 2 * at - 1)]).flat()]);
  const behind = (pointers: number): WireReader => new WireReader(chain, 2 * pointers - 1);
  test.each([1, 2, 126])("may be behind %d pointers", (pointers) => {
    const reader = behind(pointers);
    expect([reader.name(), reader.offset]).toEqual([".", 2 * pointers + 1]);
  });
  test("may not be behind 127 pointers", () =>
    expect(() => behind(127).name()).toThrow("dns: too many compression pointers"));
  test("ends behind the first of its pointers", () => {
    const reader = over(1, 0x61, 0, 1, 0x62, 0xc0, 0, 0xff);
    reader.offset = 3;
    expect([reader.name(), reader.u8(), reader.atEnd]).toEqual(["b.a.", 0xff, true]);
  });
  test("is pointed to by fourteen bits", () => {
    const bytes = new Uint8Array(0x3f_ff + 4);
    bytes.set([1, 0x61, 0], 0x3f_fe);
    bytes.set([0xff, 0xfe], 0);
    expect(new WireReader(bytes).name()).toBe("a.");
    bytes.set([0xc1, 0x01], 0);
    bytes.set([1, 0x62, 0], 0x1_01);
    expect(new WireReader(bytes).name()).toBe("b.");
  });
  test.each<readonly [string, readonly number[], string]>([
    ["without an end", [1, 0x61], "buffer size too small"],
    ["in the middle of a label", [2, 0x61], "buffer size too small"],
    ["in the middle of a pointer", [0xc0], "buffer size too small"],
    ["behind its octets", [0xc0, 2], "buffer size too small"],
    ["with a label of 64 octets", [0x40, ...new Array<number>(65).fill(0)], "bad rdata"],
    ["with a label of neither kind", [0xbf, 0], "bad rdata"],
  ])("is none %s", (_, octets, reason) => expect(() => over(...octets).name()).toThrow(`dns: ${reason}`));
  test("has labels of 63 octets, and 254 octets with their lengths at most", () => {
    const label = (length: number): number[] => [length, ...new Array<number>(length).fill(0x61)];
    expect(over(...label(63), 0).name()).toBe(`${"a".repeat(63)}.`);
    const three = [...label(63), ...label(63), ...label(63)];
    expect(over(...three, ...label(61), 0).name()).toHaveLength(254);
    expect(() => over(...three, ...label(62), 0).name()).toThrow("exceeded 255");
  });
});

describe("octets", () => {
  test("are taken as copies, up to the limit", () => {
    const reader = over(1, 2, 3);
    const taken = reader.take(2, "x");
    reader.bytes[0] = 9;
    expect([taken, reader.rest(), reader.left]).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3), 0]);
    expect(() => over(1).take(2, "x")).toThrow("dns: overflow unpacking x");
  });
  test("are a string with a length before it, or all that are left", () => {
    const reader = over(2, 0x61, 0xff, 0x62, 0x63);
    expect([reader.characterString(), reader.octets(), reader.atEnd]).toEqual(["a\xff", "bc", true]);
    expect([over(0).characterString(), over().octets()]).toEqual(["", ""]);
    expect(() => over(2, 0x61).characterString()).toThrow("dns: overflow unpacking txt");
    expect(() => over().characterString()).toThrow("dns: overflow unpacking txt");
  });
});
