import { describe, expect, test } from "vitest";
import type { FileError } from "../ports/files.ts";
import { octetBytes } from "../text/octets.ts";
import { linesOf } from "./file-lines.ts";

const texts = (...pieces: string[]): readonly string[] =>
  [...linesOf(pieces.map(octetBytes), "hosts")].map(({ text }) => text);

describe("lines of a file", () => {
  test("are the same however the file comes in pieces", () => {
    const whole = texts("one\ntwo\n\nthree\r\n\u00c3\u00bc");
    expect(whole).toEqual(["one", "two", "", "three\r", "\u00c3\u00bc"]);
    expect(texts("o", "ne\ntw", "o\n", "", "\nthree\r", "\n\u00c3", "\u00bc")).toEqual(whole);
  });
  test("know their place, over the ends of pieces too", () => {
    const places = [...linesOf([octetBytes("one\ntw"), octetBytes("o\nthree")], "hosts")].map(
      ({ place }) => place.range,
    );
    expect(places[1]).toEqual({
      file: "hosts",
      start: { offset: 4, line: 2, column: 1 },
      end: { offset: 7, line: 2, column: 4 },
    });
    expect(places[2]?.start).toEqual({ offset: 8, line: 3, column: 1 });
  });
  test("without an end take no more memory than a long line may have", () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x61);
    const endless = Array.from({ length: 64 }, () => piece);
    const [line, ...others] = linesOf([...endless, octetBytes("\nnext")], "hosts");
    expect(line?.text).toHaveLength(1024 * 1024);
    expect(others.map(({ text, place }) => [text, place.range.start.offset])).toEqual([["next", 64 * 1024 * 1024 + 1]]);
  });
  test("end where reading fails, which is told", () => {
    const errors: FileError[] = [];
    const error: FileError = { kind: "error", code: "EIO", text: "read hosts: input/output error" };
    const read = [...linesOf([octetBytes("one\ntwo"), error, octetBytes("three")], "hosts", (one) => errors.push(one))];
    expect(read.map(({ text }) => text)).toEqual(["one"]);
    expect(errors).toEqual([error]);
  });
});
