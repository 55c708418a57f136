import { expect, test } from "vitest";
import { OctetLines } from "./octet-lines.ts";

/** So many pieces of one octet value, and how many of them were taken. */
function pieces(count: number, octets: number) {
  let taken = 0;
  const source = (function* () {
    for (; taken < count; taken++) yield new Uint8Array(octets).fill(0x61);
  })();
  return { lines: new OctetLines(source), taken: () => taken };
}

test("a line that begins in one piece and ends in another is one", () => {
  const lines = new OctetLines([new TextEncoder().encode("one\ntw"), new TextEncoder().encode("o\nthree")]);
  expect([lines.take(), lines.take(), lines.take(), lines.take()]).toEqual(["one\n", "two\n", "three", undefined]);
});

test("a line without end is given up soon, however much is behind it", () => {
  const { lines, taken } = pieces(100_000, 65_536);
  expect(lines.take()?.length).toBe(1 << 20);
  expect(taken()).toBe(15);
});

test("a piece that begins with a line is not copied, one that goes on is", () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const pieces = [encode("one\n"), encode("\ntw"), encode("o\n")];
  const lines = new OctetLines(pieces);
  expect([lines.fill(), lines.octets]).toEqual([true, pieces[0]]);
  expect(lines.octets).toBe(pieces[0]);
  expect([lines.take(), lines.take()]).toEqual(["one\n", "\n"]);
  expect(lines.octets).toBe(pieces[1]);
  expect([lines.fill(), lines.at]).toEqual([true, 0]);
  expect(lines.octets).toEqual(encode("two\n"));
  expect([lines.take(), lines.fill(), lines.take()]).toEqual(["two\n", false, undefined]);
});

test("what was read of a piece is no part of the line at hand", () => {
  const piece = new Uint8Array((1 << 20) - 1).fill(0x61);
  piece[0] = 0x0a;
  const lines = new OctetLines([piece, new TextEncoder().encode("b\n")]);
  expect([lines.fill(), lines.take(), lines.fill()]).toEqual([true, "\n", true]);
});

test("a line as long as any reader takes is filled up no more", () => {
  const { lines } = pieces(3, (1 << 20) - 1);
  expect([lines.fill(), lines.fill(), lines.fill()]).toEqual([true, true, false]);
});
