import { expect, test } from "vitest";
import { OctetPool, offsetOf, putU32, u32At } from "./octet-pool.ts";

test("what is put in stays where it is, and nothing else comes there", () => {
  const pool = new OctetPool();
  const sizes = Array.from({ length: 400 }, (_, at) => (at * 7919) % 16_384);
  const addresses = sizes.map((size) => pool.reserve(size));
  for (const [at, address] of addresses.entries()) {
    const start = offsetOf(address);
    expect(start + (sizes[at] ?? 0)).toBeLessThanOrEqual(pool.pieceOf(address).length);
    pool.pieceOf(address).fill(at % 251, start, start + (sizes[at] ?? 0));
  }
  for (const [at, address] of addresses.entries()) {
    const octets = pool.pieceOf(address).subarray(offsetOf(address), offsetOf(address) + (sizes[at] ?? 0));
    expect(octets.every((octet) => octet === at % 251)).toBe(true);
  }
  expect(addresses).not.toContain(0);
});

test("a small zone takes a KiB, a larger one eight times as much as it had, up to a MiB each time", () => {
  const pool = new OctetPool();
  const grown: number[] = [pool.octets];
  for (let kibibytes = 0; kibibytes < 2200; kibibytes++) {
    pool.reserve(1023);
    if (pool.octets !== grown.at(-1)) grown.push(pool.octets);
  }
  const kib = 1024;
  const pieces = [1, 8, 72, 648, 1024, 1024];
  const sums = pieces.map((_, at) => kib * pieces.slice(0, at + 1).reduce((sum, piece) => sum + piece, 0));
  expect(grown).toEqual([0, ...sums]);
});

test("a thing that is larger than the next buffer gets one of its own size", () => {
  const pool = new OctetPool();
  const large = pool.reserve(100_000);
  expect([large, pool.octets]).toEqual([1, 100_001]);
  expect(pool.pieceOf(large).length - offsetOf(large)).toBe(100_000);
});

test("a buffer is used to its last octet", () => {
  const pool = new OctetPool();
  expect([pool.reserve(1000), pool.reserve(23), pool.octets]).toEqual([1, 1001, 1024]);
  expect([offsetOf(pool.reserve(8192)), pool.octets]).toEqual([0, 1024 + 8193]);
});

test("an address that was never given is refused", () =>
  expect(() => new OctetPool().pieceOf(1)).toThrow(new RangeError("no octets at 1")));

test.each([0, 1, 0x80, 0x1234, 0x01_02_03_04, 0x7f_ff_ff_ff, 0x80_00_00_00, 0xff_ff_ff_ff])(
  "the number %i is four octets",
  (value) => {
    const octets = new Uint8Array(8).fill(0xaa);
    putU32(octets, 2, value);
    expect([...octets.subarray(0, 2), ...octets.subarray(6)]).toEqual([0xaa, 0xaa, 0xaa, 0xaa]);
    expect(new DataView(octets.buffer).getUint32(2)).toBe(value);
    expect(u32At(octets, 2)).toBe(value);
  },
);
