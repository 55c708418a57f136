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
