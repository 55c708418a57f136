import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CanonicalName,
  canonical,
  countLabels,
  isAtOrBelow,
  isDomainName,
  joinLabels,
  labels,
  type Name,
  nameOctets,
  parentOf,
  ROOT,
  readName,
  readRelativeName,
  wildcardBelow,
} from "./name.ts";
import { compareNames } from "./order.ts";
import { addressOfReverseName, reverseName } from "./reverse.ts";

const name = (text: string): Name => {
  const read = readName(text);
  if (read === undefined) throw new Error(`not a name: ${text}`);
  return read;
};
const lower = (text: string): CanonicalName => canonical(name(text));
const label63 = "a".repeat(63);

describe("readName", () => {
  const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
    "an absolute name stays as it is": ["www.example.org.", "www.example.org."],
    "a name without the last dot gets one": ["www.example.org", "www.example.org."],
    "case is kept": ["WWW.Example.ORG", "WWW.Example.ORG."],
    "the root": [".", "."],
    "nothing is no name": ["", undefined],
    "an empty label is a mistake": ["a..b", undefined],
    "a dot in front is a mistake": [".a", undefined],
    "an escaped dot is part of a label": ["a\\.b.example.org", "a\\.b.example.org."],
    "decimal escapes of plain octets are undone": ["\\097b.example.org", "ab.example.org."],
    "decimal escapes of odd octets stay": ["\\000\\255.example.org", "\\000\\255.example.org."],
    "specials get a backslash": ["a@b.example.org", "a\\@b.example.org."],
    "characters are their octets in UTF-8": ["é.example.org", "\\195\\169.example.org."],
    "a backslash at the end is a mistake": ["a\\", undefined],
    "an escaped dot at the end is no end": ["a\\.", "a\\.."],
    "an escape of two digits is one of the first": ["\\09b.org", "09b.org."],
    "a colon behind a backslash is itself": ["a\\:12.org", "a:12.org."],
    "63 octets in a label": [`${label63}.org`, `${label63}.org.`],
    "64 octets in a label": [`${label63}a.org`, undefined],
    "255 octets in a name": [
      `${`${label63}.`.repeat(3)}${"a".repeat(61)}`,
      `${`${label63}.`.repeat(3)}${"a".repeat(61)}.`,
    ],
    "256 octets in a name": [`${`${label63}.`.repeat(3)}${"a".repeat(62)}`, undefined],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => {
    expect(readName(text)).toBe(expected);
  });
  test("a relative name stands below its origin", () => {
    expect(readRelativeName("www", name("example.org."))).toBe("www.example.org.");
    expect(readRelativeName("www.", name("example.org."))).toBe("www.");
  });
  test("CoreDNS takes names of one octet too many", () => {
    expect(isDomainName(`${`${label63}.`.repeat(4)}`)).toBe(true);
    expect(isDomainName(`${`${label63}.`.repeat(4)}a`)).toBe(false);
    expect(isDomainName(`${`${label63}.`.repeat(3)}${"a".repeat(62)}.b`)).toBe(false);
  });
});

describe("labels", () => {
  test("count, list, parent", () => {
    expect(labels(name("a\\.b.example.org."))).toEqual(["a\\.b", "example", "org"]);
    expect(labels(ROOT)).toEqual([]);
    expect(countLabels(name("a\\.b.example.org."))).toBe(3);
    expect(countLabels(ROOT)).toBe(0);
    expect(parentOf(name("a\\.b.example.org."))).toBe("example.org.");
    expect(parentOf(name("org."))).toBe(".");
    expect(parentOf(ROOT)).toBeUndefined();
  });
  test("joining", () => {
    expect(joinLabels(["a\\.b", "c"], name("example.org."))).toBe("a\\.b.c.example.org.");
    expect(joinLabels([], name("example.org."))).toBe("example.org.");
    expect(joinLabels([""], name("example.org."))).toBeUndefined();
    expect(joinLabels(["a.b"], name("example.org."))).toBeUndefined();
    expect(joinLabels([label63, label63, label63], name(`${label63}.`))).toBeUndefined();
    expect(wildcardBelow(name("example.org."))).toBe("*.example.org.");
  });
  test("octets on the wire", () => {
    expect(nameOctets(ROOT)).toBe(1);
    expect(nameOctets(name("example.org."))).toBe(13);
    expect(nameOctets(name("a\\.\\000.org."))).toBe(9);
    expect(nameOctets("a\\:12." as Name)).toBe(6);
  });
});

describe("isAtOrBelow goes by whole labels", () => {
  const cases: Readonly<Record<string, readonly [string, string, boolean]>> = {
    "the name itself": ["example.org.", "example.org.", true],
    below: ["www.example.org.", "example.org.", true],
    "everything is below the root": ["www.example.org.", ".", true],
    "the root is below nothing else": [".", "org.", false],
    "a longer label is another one": ["wexample.org.", "example.org.", false],
    "an escaped dot is no border": ["a\\.example.org.", "example.org.", false],
    "an escaped backslash before a dot is one": ["a\\\\.example.org.", "example.org.", true],
    "an escaped backslash before an escaped dot is none": ["a\\\\\\.example.org.", "example.org.", false],
    "two escaped backslashes before a dot are one": ["a\\\\\\\\.example.org.", "example.org.", true],
    above: ["org.", "example.org.", false],
  };
  test.each(Object.entries(cases))("%s", (_, [child, zone, expected]) => {
    expect(isAtOrBelow(lower(child), lower(zone))).toBe(expected);
  });
});

test("canonical order is that of RFC 4034 section 6.1", () => {
  const sorted = [
    "example.",
    "a.example.",
    "yljkjljk.a.example.",
    "z.a.example.",
    "zABC.a.EXAMPLE.",
    "z.example.",
    "\\001.z.example.",
    "*.z.example.",
    "\\200.z.example.",
  ].map(lower);
  expect([...sorted].reverse().sort(compareNames)).toEqual(sorted);
});

test("canonical order begins with the label at the right", () => {
  const sorted = [".", "b.", "a.b.", "b.b.", "c.", "a.c."].map(lower);
  expect([...sorted].reverse().sort(compareNames)).toEqual(sorted);
});

test("what CoreDNS takes for a name", () => {
  const label = "a".repeat(63);
  const longest = `${label}.${label}.${label}.${"a".repeat(61)}.`;
  const taken = [
    ".",
    "a",
    "a.",
    "a b.",
    "*.a.",
    "_a.",
    "é.",
    `${label}.`,
    longest,
    `${label}.${label}.${label}.${label}.`,
  ];
  expect(taken.filter((text) => !isDomainName(text))).toEqual([]);
  const refused = ["", "..", ".a.", "a..b.", `${label}a.`, `${label}.${label}.${label}.${label}.a.`];
  expect(refused.filter(isDomainName)).toEqual([]);
});

describe("reverse names", () => {
  test("of addresses", () => {
    expect(reverseName("192.0.2.1")).toBe("1.2.0.192.in-addr.arpa.");
    expect(reverseName("2001:db8::1")).toBe(`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa.`);
    expect(reverseName("::ff")).toBe(`f.f.${"0.".repeat(30)}ip6.arpa.`);
    expect(reverseName("::ffff:192.0.2.1")).toBe("1.2.0.192.in-addr.arpa.");
    expect(reverseName("example.org")).toBeUndefined();
  });
  test("back to addresses", () => {
    expect(addressOfReverseName(lower("1.2.0.192.in-addr.arpa."))).toBe("192.0.2.1");
    expect(addressOfReverseName(lower(`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa.`))).toBe("2001:db8::1");
    expect(addressOfReverseName(lower("2.0.192.in-addr.arpa."))).toBeUndefined();
    expect(addressOfReverseName(lower("example.org."))).toBeUndefined();
  });
});

test("reading a name twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = readName(text);
      if (once === undefined) return;
      expect(readName(once)).toBe(once);
      expect(nameOctets(once)).toBeLessThanOrEqual(255);
      expect(joinLabels(labels(once))).toBe(once);
    }),
  );
});
