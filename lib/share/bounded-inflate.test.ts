import { deflateSync } from "fflate";
import { expect, it } from "vitest";
import { boundedInflate } from "./bounded-inflate.ts";

/** Octets that count how often a piece of them is taken. */
class Counted extends Uint8Array {
  taken = 0;
  override subarray(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    this.taken += 1;
    return new Uint8Array(this.slice(start, end));
  }
}

const text = new TextEncoder().encode("example.org. 300 IN A 192.0.2.1\n".repeat(5000));

it("gives what went in", () => {
  expect(boundedInflate(deflateSync(text), text.length)).toEqual(text);
  expect(boundedInflate(deflateSync(text, { level: 0 }), text.length)).toEqual(text);
  expect(boundedInflate(deflateSync(new Uint8Array()), 0)).toEqual(new Uint8Array());
});

it("gives nothing when one octet more comes out than may", () => {
  expect(boundedInflate(deflateSync(text), text.length - 1)).toBeUndefined();
});

it("of a bomb reads no more than it takes to know", () => {
  const bomb = Counted.from(deflateSync(new Uint8Array(8 * 1024 * 1024), { level: 1 })) as Counted;
  expect(bomb.length).toBeGreaterThan(8 * 1024);
  expect(boundedInflate(bomb, 100_000)).toBeUndefined();
  expect(bomb.taken).toBeLessThanOrEqual(2);
});

it("gives nothing for half a stream, and for no stream", () => {
  const octets = deflateSync(text);
  expect(boundedInflate(octets.subarray(0, octets.length - 8), text.length)).toBeUndefined();
  expect(boundedInflate(Uint8Array.of(7, 7, 7, 7), 1000)).toBeUndefined();
  expect(boundedInflate(new Uint8Array(), 1000)).toBeUndefined();
});
