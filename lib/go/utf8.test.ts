import { expect, test } from "vitest";
import { utf8Octets } from "../text/octets.ts";
import { quoteRune } from "./quote.ts";
import { unquoteRune } from "./unquote.ts";
import { countRunes, isRune, octetsOfRune } from "./utf8.ts";

test.each<[code: number, isValid: boolean]>([
  [-1, false],
  [0, true],
  [0xd7_ff, true],
  [0xd8_00, false],
  [0xdf_ff, false],
  [0xe0_00, true],
  [0x10_ff_ff, true],
  [0x11_00_00, false],
])("the number %i of a character", (code, isValid) => {
  expect(isRune(code)).toBe(isValid);
  expect(octetsOfRune(code)).toBe(utf8Octets(isValid ? String.fromCodePoint(code) : "\ufffd"));
});

test("characters are counted, and octets that are none one by one", () =>
  expect(["", "abc", utf8Octets("\u00e9\u65e5\u{1f600}"), "\xff\xc3("].map(countRunes)).toEqual([0, 3, 3, 3]));

test.each<[literal: string, code: number | "syntax" | "malformed"]>([
  ["'x'", 0x78],
  ["'\\n'", 0x0a],
  ["'\\''", 0x27],
  ["'\\x7f'", 0x7f],
  ["'\\xff'", 0xff],
  ["'\\377'", 0xff],
  ["'\\400'", "syntax"],
  ["'\\u00e9'", 0xe9],
  ["'\\U0001f600'", 0x1_f6_00],
  ["'\\ud800'", "syntax"],
  ["'\\U00110000'", "syntax"],
  ["'\\u00e'", "syntax"],
  ["'\\\"'", "syntax"],
  ["''", "syntax"],
  ["'xy'", "malformed"],
  ["'x7'", "malformed"],
  [utf8Octets("'\u00e9'"), 0xe9],
])("the character constant %s", (literal, code) => expect(unquoteRune(literal)).toBe(code));

test("a character constant is in ASCII alone when that is wanted", () => {
  expect([0xe9, 0x27, 0x22, 0x1_f6_00].map((code) => quoteRune(code))).toEqual(
    ["'\u00e9'", "'\\''", "'\"'", "'\u{1f600}'"].map(utf8Octets),
  );
  expect([0xe9, 0x27, 0x78, 0x1_f6_00].map((code) => quoteRune(code, true))).toEqual([
    "'\\u00e9'",
    "'\\''",
    "'x'",
    "'\\U0001f600'",
  ]);
});
