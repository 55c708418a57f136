/** HTTP/3's framing and header fields: the examples of the RFCs, what other implementations wrote, and octets that are neither. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Http3Error } from "./error.ts";
import { FrameReader, FrameType, joined, writeFrame } from "./frames.ts";
import { decodeHuffman } from "./huffman.ts";
import { decodeFields, encodeFields } from "./qpack.ts";
import { readRequestHead } from "./request.ts";
import { checkSettings } from "./settings.ts";
import type { Field } from "./static-table.ts";
import { readVarint, writeVarint } from "./varint.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
const codeOf = (task: () => unknown): number | undefined => {
  try {
    task();
    return undefined;
  } catch (error) {
    if (error instanceof Http3Error) return error.code;
    throw error;
  }
};

describe("numbers", () => {
  // RFC 9000 appendix A.1.
  test.each([
    ["c2197c5eff14e88c", Number.MAX_SAFE_INTEGER],
    ["9d7f3e7d", 494_878_333],
    ["7bbd", 15_293],
    ["25", 37],
    ["4025", 37],
  ])("%s is %i", (text, value) => expect(readVarint(hex(text), 0)).toEqual({ value, end: text.length / 2 }));

  test("come back as they were written, and break off anywhere else", () =>
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
        const octets = writeVarint(value);
        expect(readVarint(octets, 0)).toEqual({ value, end: octets.length });
        expect(readVarint(octets.subarray(0, -1), 0)).toBeUndefined();
      }),
    ));
});

describe("Huffman's code", () => {
  // RFC 7541 appendix C.4 and C.6.
  test.each([
    ["f1e3c2e5f23a6ba0ab90f4ff", "www.example.com"],
    ["a8eb10649cbf", "no-cache"],
    ["25a849e95ba97d7f", "custom-key"],
    ["d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT"],
    ["9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com"],
    ["", ""],
  ])("%s is %s", (text, value) => expect(decodeHuffman(hex(text))).toBe(value));

  test.each(["ff", "ffffffff", "f1e3c2e5f23a6ba0ab90f400"])("%s is none", (text) =>
    expect(decodeHuffman(hex(text))).toBeUndefined(),
  );
});

describe("fields", () => {
  test("are read from the table, and spelled out (RFC 9204 appendix B.1)", () =>
    expect(decodeFields(hex("0000510b2f696e6465782e68746d6c"))).toEqual([[":path", "/index.html"]]));

  const octet = fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code));
  const text = fc.array(octet, { maxLength: 300 }).map((letters) => letters.join(""));
  const known: fc.Arbitrary<Field> = fc.constantFrom<Field>(
    [":status", "200"],
    [":path", "/"],
    ["age", "0"],
    [":path", "/x"],
  );
  const field = fc.oneof(known, fc.tuple(text, text));

  test("come back as they were written", () =>
    fc.assert(
      fc.property(fc.array(field, { maxLength: 10 }), (fields) => {
        expect(decodeFields(encodeFields(fields))).toEqual(fields);
      }),
    ));

  test.each([
    "",
    "00",
    "0200",
    "000080",
    "0000ff80",
    "0000510b2f",
    "000010",
    "0000ffffffffffffffff7f",
    "000029ffffffff",
  ])("%s are none", (bad) => expect(codeOf(() => decodeFields(hex(bad)))).toBe(0x200));

  test("that are any octets give fields or an error of HTTP/3, nothing else", () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => void codeOf(() => decodeFields(octets)))));
});

describe("frames", () => {
  const headers = { type: FrameType.HEADERS, payload: hex("0102") };
  const data = { type: FrameType.DATA, payload: hex("030405") };
  const whole = joined(
    writeFrame(0x21, hex("ffff")),
    writeFrame(headers.type, headers.payload),
    writeFrame(data.type, data.payload),
  );

  test("come out however they are cut; unknown ones do not", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 5 }), (cuts) => {
        const reader = new FrameReader(100);
        const ends = [...cuts, whole.length].sort((a, b) => a - b);
        const frames = ends.flatMap((end, at) => [...reader.push(whole.subarray(ends[at - 1] ?? 0, end))]);
        const body = joined(...frames.filter(({ type }) => type === data.type).map(({ payload }) => payload));
        expect(frames[0]).toEqual(headers);
        expect([body, reader.isWhole]).toEqual([data.payload, true]);
      }),
    ));

  test.each([
    ["a type of HTTP/2", "0200", 0x105],
    ["one that is too long", "0140ff", 0x107],
  ])("%s ends it", (_, text, code) => expect(codeOf(() => [...new FrameReader(100).push(hex(text))])).toBe(code));
});

describe("settings", () => {
  test.each([
    ["", undefined],
    ["0100070006447f2101", undefined],
    ["0200", 0x109],
    ["06010601", 0x109],
    ["06", 0x106],
  ])("%s", (text, code) => expect(codeOf(() => checkSettings(hex(text)))).toBe(code));
});

describe("a request", () => {
  const GET: readonly Field[] = [
    [":method", "GET"],
    [":scheme", "https"],
    [":authority", "dns.example.org"],
    [":path", "/dns-query?dns=AAAA"],
  ];

  test("has its parts", () =>
    expect(readRequestHead([...GET, ["accept", "a"], ["accept", "b"]])).toEqual({
      method: "GET",
      target: "/dns-query?dns=AAAA",
      headers: { accept: "a, b", host: "dns.example.org" },
    }));

  const malformed: Readonly<Record<string, readonly Field[]>> = {
    "without a method": GET.slice(1),
    "without a path": GET.slice(0, 3),
    "without an authority": [...GET.slice(0, 2), ...GET.slice(3)],
    "with a method for a second time": [...GET, [":method", "GET"]],
    "with a status": [...GET, [":status", "200"]],
    "with a pseudo header at last": [...GET.slice(0, 3), ["accept", "a"], [":path", "/"]],
    "with a name in capitals": [...GET, ["Accept", "a"]],
    "with a field of a connection": [...GET, ["connection", "close"]],
    "with another host": [...GET, ["host", "other.example.org"]],
    "with a line end in a value": [...GET, ["accept", "a\r\nb"]],
    "with two lengths": [...GET, ["content-length", "1"], ["content-length", "2"]],
    "with a length that is no number": [...GET, ["content-length", "-1"]],
  };
  test.each(Object.entries(malformed))("%s is none", (_, fields) =>
    expect(codeOf(() => readRequestHead(fields))).toBe(0x10e),
  );
});
