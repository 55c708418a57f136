import { describe, expect, test } from "vitest";
import { framed, MessageStream } from "./message-stream.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (octets: Uint8Array): string => new TextDecoder().decode(octets);
const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const MESSAGES = ["one", "", "three", "x".repeat(700), "five"];

/** All messages of a stream that comes in pieces of a size. */
function inPieces(stream: Uint8Array, size: number): readonly string[] {
  const messages = new MessageStream();
  const got: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += size) {
    messages.push(stream.slice(at, at + size));
    for (let message = messages.next(); message !== undefined; message = messages.next()) got.push(message);
  }
  // Read only now: what comes later changes no message that was given.
  return got.map(text);
}

describe("messages out of a stream", () => {
  test("have two octets of length before them", () => {
    const stream = new MessageStream();
    expect(stream.next()).toBeUndefined();
    stream.push(Uint8Array.of(0, 1, 0xab, 0));
    expect(stream.next()).toEqual(Uint8Array.of(0xab));
    expect(stream.next()).toBeUndefined();
    stream.push(Uint8Array.of(2, 1));
    expect(stream.next()).toBeUndefined();
    stream.push(Uint8Array.of(2, 1, 0, ...new Uint8Array(255)));
    expect(stream.next()).toEqual(Uint8Array.of(1, 2));
    expect(stream.next()).toBeUndefined();
    stream.push(Uint8Array.of(7));
    expect(stream.next()).toEqual(Uint8Array.of(...new Uint8Array(255), 7));
    expect(framed(Uint8Array.of(0xab))).toEqual(Uint8Array.of(0, 1, 0xab));
    expect(framed(new Uint8Array(258)).subarray(0, 3)).toEqual(Uint8Array.of(1, 2, 0));
  });

  test.each([1, 2, 3, 5, 7, 64, 10_000])("in pieces of %d octets", (size) => {
    expect(inPieces(joined(MESSAGES.map((message) => framed(bytes(message)))), size)).toEqual(MESSAGES);
  });

  test("may be left in it while more comes", () => {
    const stream = new MessageStream();
    for (const message of ["one", "two", "three"]) stream.push(framed(bytes(message)));
    expect([stream.next(), stream.next(), stream.next()].map((one) => one && text(one))).toEqual([
      "one",
      "two",
      "three",
    ]);
    expect(stream.next()).toBeUndefined();
  });

  test("are not copied out of a piece that they lie in whole", () => {
    const piece = joined([framed(bytes("one")), framed(bytes("two")), framed(bytes("three")).subarray(0, 4)]);
    const stream = new MessageStream();
    stream.push(piece);
    expect([stream.next()?.buffer, stream.next()?.buffer]).toEqual([piece.buffer, piece.buffer]);
    expect(stream.next()).toBeUndefined();
    stream.push(bytes("ree"));
    const last = stream.next();
    expect(last).toEqual(bytes("three"));
    expect(last?.buffer.byteLength).toBe(2 * (4 + 3));
    const again = framed(bytes("four"));
    stream.push(again);
    expect(stream.next()?.buffer).toBe(again.buffer);
  });

  test("fill the room that there is before there is more", () => {
    const stream = new MessageStream();
    for (const octet of framed(bytes("sixteen octets"))) stream.push(Uint8Array.of(octet));
    expect(stream.next()?.buffer.byteLength).toBe(22);
  });

  test("cost no more for each octet when they drip", () => {
    const stream = joined([framed(new Uint8Array(65_535)), framed(bytes("last"))]);
    const messages = new MessageStream();
    const pushed = new Set<ArrayBufferLike>();
    const got: number[] = [];
    for (const octet of stream) {
      messages.push(Uint8Array.of(octet));
      for (let message = messages.next(); message !== undefined; message = messages.next()) {
        got.push(message.length);
        pushed.add(message.buffer);
      }
    }
    expect(got).toEqual([65_535, 4]);
    expect([...pushed][0]?.byteLength).toBeLessThan(4 * 65_537);
  });

  test("of more than 65535 octets cannot be", () => {
    expect(() => framed(new Uint8Array(65_536))).toThrow(RangeError);
  });
});
