/** Octets and their escapes (RFC 1035 section 5.1), and those of ALPN lists, which are escaped twice (RFC 9460 appendix A.1). */
import { describe, expect, test } from "vitest";
import { octetString } from "../../text/octets.ts";
import { readAlpn, writeAlpn } from "../rdata/svcb-alpn.ts";
import { decimalEscape, isDecimalEscape, isDigit, readEscapes, writeDecimalEscape, writeEscapes } from "./escape.ts";

/** Text with escapes, its octets, and how they are written again. */
const texts: Readonly<Record<string, readonly [octets: string, written: string]>> = {
  plain: ["plain", "plain"],
  "\\097\\000\\255": ["a\x00\xff", "a\\000\\255"],
  "\\256\\999": ["\x00\xe7", "\\000\\231"],
  "\\09\\9": ["099", "099"],
  "\\1/1\\1:1": ["1/11:1", "1/11:1"],
  '\\"\\\\\\a': ['"\\a', '\\"\\\\a'],
  "a\\": ["a", "a"],
  "\x1f \x7e\x7f": ["\x1f \x7e\x7f", "\\031 ~\\127"],
  "\\\n": ["\n", "\\010"],
};

describe("a text", () => {
  test.each(Object.entries(texts))("%j", (text, [octets, written]) => {
    expect(readEscapes(text)).toBe(octets);
    expect(writeEscapes(octets)).toBe(written);
  });
});

test("digits are those of ASCII, three of them behind a backslash are an octet", () => {
  expect([0x2f, 0x30, 0x39, 0x3a].map(isDigit)).toEqual([false, true, true, false]);
  expect(["\\123", "\\12", "\\12x", "\\1x3", "\\x23"].map((text) => isDecimalEscape(text, 0))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect([decimalEscape("a\\123", 1), writeDecimalEscape(7)]).toEqual([123, "\\007"]);
});

/** Lists as text, their octets, and how they are written again; nothing for what is no list. */
const lists: Readonly<Record<string, readonly [octets: string, written: string] | undefined>> = {
  "": ["", ""],
  h2: ["\x02h2", "h2"],
  "h2,h3": ["\x02h2\x02h3", "h2,h3"],
  "h2,": undefined,
  ",h2": undefined,
  "h2,,h3": undefined,
  "h2\\": undefined,
  "h2\\\\": undefined,
  "h2\\\\,h3": ["\x05h2,h3", "h2\\\\\\044h3"],
  "h2\\092,h3": ["\x05h2,h3", "h2\\\\\\044h3"],
  "h2\\\\\\044h3": ["\x05h2,h3", "h2\\\\\\044h3"],
  "h2\\\\\\\\h3": ["\x05h2\\h3", "h2\\\\\\092h3"],
  "h2\\\\x": undefined,
  "h\\050": ["\x02h2", "h2"],
  "\\000\\127\\;": ["\x03\x00\x7f;", "\\000\\127\\;"],
  '\\"\\ ': ['\x02" ', '\\"\\ '],
  ["x".repeat(255)]: [`\xff${"x".repeat(255)}`, "x".repeat(255)],
  ["x".repeat(256)]: undefined,
  [`${"x".repeat(255)},h2`]: [`\xff${"x".repeat(255)}\x02h2`, `${"x".repeat(255)},h2`],
  [`${"x".repeat(256)},h2`]: undefined,
};

describe("a list of protocols", () => {
  test.each(Object.entries(lists))("%j", (text, list) => {
    const octets = readAlpn(text);
    expect(octets && [octetString(octets), writeAlpn(octets)]).toEqual(list);
  });
});
