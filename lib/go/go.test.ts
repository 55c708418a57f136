import { describe, expect, test } from "vitest";
import { parseDuration } from "./duration.ts";
import { joinHostPort, parseCidr, parseIp, splitHostPort } from "./net.ts";
import { isPrintable, quote } from "./quote.ts";
import { atoi, parseBool, parseFloat64, parseInt10, parseUint10, parseUintAnyBase } from "./strconv.ts";

/** The value, or the error as a text. */
function outcome(reading: { ok: true; value: unknown } | { ok: false; error: string }): unknown {
  return reading.ok ? reading.value : reading.error;
}

describe("numbers as Go reads them", () => {
  test.each<[string, unknown, unknown]>([
    ["a number", outcome(atoi("5")), 5],
    ["a number with a sign", outcome(atoi("+5")), 5],
    ["a negative number", outcome(atoi("-05")), -5],
    ["a number of two digits", outcome(atoi("12")), 12],
    ["a number of two digits in so many bits", outcome(parseInt10("12", 32)), 12],
    ["a number of two digits without a sign", outcome(parseUint10("12", 16)), 12],
    ["the largest of 32 bits", outcome(parseInt10("2147483647", 32)), 2_147_483_647],
    ["the smallest of 32 bits", outcome(parseInt10("-2147483648", 32)), -2_147_483_648],
    [
      "less than 32 bits",
      outcome(parseInt10("-2147483649", 32)),
      'strconv.ParseInt: parsing "-2147483649": value out of range',
    ],
    ["the largest of 16 bits without a sign", outcome(parseUint10("65535", 16)), 65_535],
    ["no number", outcome(atoi("1h")), 'strconv.Atoi: parsing "1h": invalid syntax'],
    ["nothing", outcome(atoi("")), 'strconv.Atoi: parsing "": invalid syntax'],
    [
      "more than 64 bits",
      outcome(atoi("9223372036854775808")),
      'strconv.Atoi: parsing "9223372036854775808": value out of range',
    ],
    [
      "more than 32 bits",
      outcome(parseInt10("2147483648", 32)),
      'strconv.ParseInt: parsing "2147483648": value out of range',
    ],
    ["a sign where none may be", outcome(parseUint10("-1", 32)), 'strconv.ParseUint: parsing "-1": invalid syntax'],
    [
      "a number that is just too large",
      outcome(parseUint10("65536", 16)),
      'strconv.ParseUint: parsing "65536": value out of range',
    ],
    ["hexadecimal", outcome(parseUintAnyBase("0xffee", 16)), 0xffee],
    ["octal with a leading 0", outcome(parseUintAnyBase("010", 16)), 8],
    ["binary with underscores", outcome(parseUintAnyBase("0b_1_1", 16)), 3],
    [
      "octal with a digit that it has not",
      outcome(parseUintAnyBase("08", 16)),
      'strconv.ParseUint: parsing "08": invalid syntax',
    ],
    ["a fraction", outcome(parseFloat64("0.25")), 0.25],
    ["infinity", outcome(parseFloat64("-Inf")), Number.NEGATIVE_INFINITY],
    ["no fraction", outcome(parseFloat64("some")), 'strconv.ParseFloat: parsing "some": invalid syntax'],
    ["yes", outcome(parseBool("T")), true],
    ["no yes", outcome(parseBool("yes")), 'strconv.ParseBool: parsing "yes": invalid syntax'],
  ])("%s", (_name, given, wanted) => expect(given).toEqual(wanted));
});

test.each(["1", "t", "T", "TRUE", "true", "True"])("%s is true", (word) =>
  expect(parseBool(word)).toEqual({ ok: true, value: true }),
);
test.each(["0", "f", "F", "FALSE", "false", "False"])("%s is false", (word) =>
  expect(parseBool(word)).toEqual({ ok: true, value: false }),
);

describe("durations as Go reads and writes them", () => {
  test.each<[string, unknown]>([
    ["0", { ms: 0, text: "0s" }],
    ["30s", { ms: 30_000, text: "30s" }],
    ["90s", { ms: 90_000, text: "1m30s" }],
    ["1h", { ms: 3_600_000, text: "1h0m0s" }],
    ["1h30m", { ms: 5_400_000, text: "1h30m0s" }],
    ["1.5s", { ms: 1_500, text: "1.5s" }],
    [".5s", { ms: 500, text: "500ms" }],
    ["1.s", { ms: 1_000, text: "1s" }],
    ["250us", { ms: 0.25, text: "250µs" }],
    ["-5s", { ms: -5_000, text: "-5s" }],
    ["5", 'time: missing unit in duration "5"'],
    ["5d", 'time: unknown unit "d" in duration "5d"'],
    ["soon", 'time: invalid duration "soon"'],
    ["", 'time: invalid duration ""'],
    ["-", 'time: invalid duration "-"'],
    ["1s-1s", 'time: unknown unit "s-" in duration "1s-1s"'],
    ["9223372036854775808ns", 'time: invalid duration "9223372036854775808ns"'],
    ["constructor", 'time: invalid duration "constructor"'],
    ["99999999999999999999", 'time: invalid duration "99999999999999999999"'],
    ["5\u00e9\t", 'time: unknown unit "\\xc3\\xa9\\x09" in duration "5\\xc3\\xa9\\x09"'],
    ['a"\\', 'time: invalid duration "a\\"\\\\"'],
  ])("%s", (text, wanted) => expect(outcome(parseDuration(text))).toEqual(wanted));
});

describe("hosts and ports", () => {
  test.each<[string, string, string]>([
    ["192.0.2.1:53", "192.0.2.1", "53"],
    ["[2001:db8::1]:53", "2001:db8::1", "53"],
    [":8080", "", "8080"],
    ["host:", "host", ""],
    ["[]:53", "", "53"],
  ])("%s", (text, host, port) => expect(splitHostPort(text)).toEqual({ ok: true, host, port }));

  test.each<[string, string]>([
    ["", "missing port in address"],
    ["192.0.2.1", "address 192.0.2.1: missing port in address"],
    ["2001:db8::1", "address 2001:db8::1: too many colons in address"],
    ["[2001:db8::1", "address [2001:db8::1: missing ']' in address"],
    ["[2001:db8::1]", "address [2001:db8::1]: missing port in address"],
    ["[::1]::53", "address [::1]::53: too many colons in address"],
    ["a[b]:53", "address a[b]:53: unexpected '[' in address"],
    ["ab]:53", "address ab]:53: unexpected ']' in address"],
    ["]:53", "address ]:53: unexpected ']' in address"],
    ["[[::1]:53", "address [[::1]:53: unexpected '[' in address"],
    ["[::1]:[53", "address [::1]:[53: unexpected '[' in address"],
    ["[::1]:5]3", "address [::1]:5]3: unexpected ']' in address"],
    ["[::1]]:53", "address [::1]]:53: missing port in address"],
    ["[::1]53", "address [::1]53: missing port in address"],
    ["[a]b:53", "address [a]b:53: missing port in address"],
    ["[", "address [: missing port in address"],
    ["[]", "address []: missing port in address"],
  ])("%s is refused", (text, error) => expect(splitHostPort(text)).toEqual({ ok: false, error }));

  test("an IPv6 address gets brackets", () => expect(joinHostPort("2001:db8::1", "53")).toBe("[2001:db8::1]:53"));
});

describe("addresses and networks", () => {
  test("an IPv4-mapped address is IPv4", () =>
    expect(parseIp("::ffff:192.0.2.1")).toEqual(Uint8Array.of(192, 0, 2, 1)));
  test("host bits of a network are cleared", () => {
    expect(parseCidr("192.0.2.77/20")).toEqual({ bytes: Uint8Array.of(192, 0, 0, 0), prefixLength: 20 });
  });
  test.each(["192.0.2.0", "192.0.2.0/33", "192.0.02.1/32", "192.0.2.0/24/8", "[2001:db8::1]/128", "/8", "192.0.2.0/"])(
    "%s is no network",
    (text) => expect(parseCidr(text)).toBeUndefined(),
  );
});

describe("texts in quotes", () => {
  test.each<[string, string]>([
    ["plain", '"plain"'],
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ["tab\tnew\nline", '"tab\\tnew\\nline"'],
    ["\u0000\u001b", '"\\x00\\x1b"'],
    ["\u00e9\u00a0\u200b", '"\u00e9\\u00a0\\u200b"'],
    ["\u{1f600}", '"\u{1f600}"'],
  ])("%j", (text, wanted) => expect(quote(text)).toBe(wanted));

  const printed = [0x20, 0x7e, 0xa1, 0xe9, 0xff_fd, 0x1_f6_00];
  const escaped = [-1, 0, 0x1f, 0x7f, 0x80, 0xa0, 0xad, 0x20_0b, 0x30_00, 0xd8_00, 0xe0_00, 0x10_ff_ff, 0x11_00_00];
  test.each(printed)("character %d is printed", (code) => expect(isPrintable(code)).toBe(true));
  test.each(escaped)("character %d is not printed", (code) => expect(isPrintable(code)).toBe(false));
});
