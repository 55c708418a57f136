import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAddress, readIpv4, readIpv6, writeAddress, writeIpv6 } from "./address.ts";

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
    "a zone": ["fe80::1%eth0", undefined],
    "five digits": ["2001:0db81::1", undefined],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => {
    const bytes = readAddress(text);
    expect(bytes === undefined ? undefined : writeAddress(bytes)).toBe(expected);
  });
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
      if (readIpv4(text) !== undefined) expect(isIPv4(text)).toBe(true);
      if (!text.includes("%")) expect(readIpv6(text) !== undefined).toBe(isIPv6(text));
    }),
  );
});
