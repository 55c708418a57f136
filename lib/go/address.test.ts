import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIpv4Mapped, readAddress, readIpv4, readIpv6, writeAddress, writeIpv4, writeIpv6 } from "./address.ts";

describe("readAddress", () => {
  const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
    IPv4: ["192.0.2.1", "192.0.2.1"],
    "leading zeros are a mistake": ["192.0.2.01", undefined],
    "more than 255": ["192.0.2.256", undefined],
    "three numbers": ["192.0.2", undefined],
    "five numbers": ["192.0.2.1.1", undefined],
    "the longest run of zeros is left out": ["2001:db8:0:0:1:0:0:0", "2001:db8:0:0:1::"],
    "of two equal runs the first": ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    "a single zero stays": ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    capitals: ["2001:DB8::A", "2001:db8::a"],
    "nothing but zeros": ["::", "::"],
    "IPv4-mapped is IPv4": ["::ffff:192.0.2.1", "192.0.2.1"],
    "an IPv4 tail": ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    "two gaps": ["1::2::3", undefined],
    "a gap of nothing": ["1:2:3:4::5:6:7:8", undefined],
    "nine groups": ["1:2:3:4:5:6:7:8:9", undefined],
    "the longest IPv4 address": ["255.255.255.255", "255.255.255.255"],
    "the first IPv4 address": ["0.0.0.0", "0.0.0.0"],
    "nothing between dots": ["192..2.1", undefined],
    "nothing behind the last dot": ["192.0.2.", undefined],
    "nothing before the first dot": [".0.2.1", undefined],
    "one colon at the end": ["2001:db8:0:0:0:0:0:1:", undefined],
    "one colon at the start": [":2001:db8::1", undefined],
    "a gap at the end": ["2001:db8:1:2:3:4:5::", "2001:db8:1:2:3:4:5:0"],
    "a gap at the start": ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    "seven groups without a gap": ["1:2:3:4:5:6:7", undefined],
    "an IPv4 tail behind six groups": ["2001:db8:1:2:3:4:192.0.2.1", "2001:db8:1:2:3:4:c000:201"],
    "an IPv4 tail behind five groups": ["2001:db8:1:2:3:192.0.2.1", undefined],
    "an IPv4 tail behind seven groups": ["2001:db8:1:2:3:4:5:192.0.2.1", undefined],
    "an IPv4 tail without room": ["::1:2:3:4:5:6:7:192.0.2.1", undefined],
    "an IPv4 tail with a mistake": ["::192.0.2.256", undefined],
    "letters beyond F": ["2001:db8::g", undefined],
    "almost IPv4-mapped": ["::fffe:192.0.2.1", "::fffe:c000:201"],
    "a zone": ["fe80::1%eth0", undefined],
    "five digits": ["2001:0db81::1", undefined],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => {
    const bytes = readAddress(text);
    expect(bytes === undefined ? undefined : writeAddress(bytes)).toBe(expected);
  });
});

test("an address may stand within other bytes", () => {
  const bytes = Uint8Array.of(9, 9, 9, 192, 0, 2, 1, 9);
  expect(writeIpv4(bytes, 3)).toBe("192.0.2.1");
  const within = (text: string): Uint8Array => Uint8Array.of(9, 9, 9, ...(readIpv6(text) ?? []), 9);
  expect(writeIpv6(within("2001:db8::1"), 3)).toBe("2001:db8::1");
  expect(writeIpv6(within("::ffff:192.0.2.1"), 3)).toBe("::ffff:192.0.2.1");
  expect(isIpv4Mapped(within("::ffff:192.0.2.1"), 3)).toBe(true);
  expect(isIpv4Mapped(within("::ffff:192.0.2.1"))).toBe(false);
  expect(isIpv4Mapped(within("::fffe:192.0.2.1"), 3)).toBe(false);
  expect(isIpv4Mapped(within("::feff:192.0.2.1"), 3)).toBe(false);
  expect(isIpv4Mapped(within("0:0:0:0:1:ffff:192.0.2.1"), 3)).toBe(false);
});

test("bytes come back from text", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(readIpv6(writeIpv6(bytes))).toEqual(bytes);
      expect(isIPv6(writeIpv6(bytes))).toBe(true);
    }),
  );
});

test("what is an address is an address elsewhere", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
      expect(readIpv4(text) !== undefined).toBe(isIPv4(text));
      if (!text.includes("%")) expect(readIpv6(text) !== undefined).toBe(isIPv6(text));
    }),
  );
});
