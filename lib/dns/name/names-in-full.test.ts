/** Names at their bounds: escapes at the start, octets that are written as numbers, order both ways, addresses backwards. */
import { domainToASCII } from "node:url";
import { describe, expect, test } from "vitest";
import { toALabels } from "./a-labels.ts";
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
  nameOfLabels,
  parentOf,
  ROOT,
  readName,
} from "./name.ts";
import { compareNames } from "./order.ts";
import { addressOfReverseName, reverseName } from "./reverse.ts";

function name(text: string): CanonicalName {
  const read = readName(text);
  if (read === undefined) throw new Error(`no name: ${text}`);
  return canonical(read);
}

describe("a name with escapes", () => {
  const cases: Readonly<Record<string, readonly [parts: readonly string[], octets: number]>> = {
    "\\.a.b.": [["\\.a", "b"], 6],
    "\\000\\255.c.": [["\\000\\255", "c"], 6],
    "\\\\.\\\\\\..": [["\\\\", "\\\\\\."], 6],
    "a\\@b\\ .": [["a\\@b\\ "], 6],
  };
  test.each(Object.entries(cases))("%s", (text, [parts, octets]) => {
    const read = name(text);
    expect(labels(read)).toEqual(parts);
    expect(countLabels(read)).toBe(parts.length);
    expect(nameOctets(read)).toBe(octets);
    expect(parentOf(read)).toBe(parts.length === 1 ? ROOT : `${parts.slice(1).join(".")}.`);
    expect(joinLabels(parts)).toBe(read);
    for (let from = 0; from <= parts.length; from++)
      expect(isAtOrBelow(read, from === parts.length ? ROOT : name(`${parts.slice(from).join(".")}.`))).toBe(true);
  });
});

test("each octet in a label is written in one way, and read back as it", () => {
  const written = Array.from({ length: 256 }, (_, octet) => nameOfLabels([String.fromCharCode(octet)]));
  const escaped = new Set([..."\"'();.@\\ "].filter((sign) => sign !== " " && sign !== "'"));
  for (const [octet, text] of written.entries()) {
    const sign = String.fromCharCode(octet);
    const isPlain = octet > 0x20 && octet < 0x7f;
    if (octet === 0x20 || sign === "'") expect(text).toBe(`\\${sign}.`);
    else if (isPlain) expect(text).toBe(escaped.has(sign) ? `\\${sign}.` : `${sign}.`);
    else expect(text).toBe(`\\${String(octet).padStart(3, "0")}.`);
    expect(readName(text)).toBe(text);
    expect(nameOctets(text)).toBe(3);
  }
  expect(nameOfLabels([])).toBe(ROOT);
  expect(nameOfLabels(["www", "a.b"])).toBe("www.a\\.b.");
});

describe("the longest name", () => {
  const label = "a".repeat(63);
  const ofOctets = (octets: number): string => `${`${label}.`.repeat(3)}${"b".repeat(octets - 3 * 64 - 2)}.`;
  test("has 255 octets", () => {
    expect(readName(ofOctets(255))).toBe(ofOctets(255));
    expect(readName(ofOctets(256))).toBeUndefined();
    expect(nameOctets(ofOctets(255) as Name)).toBe(255);
  });
  test("has a few more for CoreDNS, where it only looks", () => {
    expect(isDomainName(ofOctets(256))).toBe(true);
    expect(isDomainName(`${`${label}.`.repeat(4)}`)).toBe(true);
    expect(isDomainName(`${`${label}.`.repeat(4)}a.`)).toBe(false);
  });
  test("has labels of 63 octets, escapes counted once", () => {
    expect(readName(`${"\\001".repeat(63)}.`)).toBe(`${"\\001".repeat(63)}.`);
    expect(readName(`${"\\001".repeat(64)}.`)).toBeUndefined();
    expect(readName(`${"a".repeat(64)}.b.`)).toBeUndefined();
    expect(readName("a".repeat(64))).toBeUndefined();
  });
});

test("the order of names holds for each two of them, both ways", () => {
  const sorted = [".", "example.", "a.example.", "yljkjljk.a.example.", "z.a.example.", "zABC.a.EXAMPLE.", "z.example."]
    .concat(["\\001.z.example.", "*.z.example.", "\\200.z.example.", "b.", "a.b."])
    .toSorted((a, b) => Number(a.endsWith("b.")) - Number(b.endsWith("b.")))
    .map(name);
  const inOrder = [sorted[0], ...sorted.slice(-2), ...sorted.slice(1, -2)].filter((one) => one !== undefined);
  for (const [place, left] of inOrder.entries()) {
    for (const [other, right] of inOrder.entries())
      expect(Math.sign(compareNames(left, right)), `${left} ${right}`).toBe(Math.sign(place - other));
  }
});

describe("reverse names", () => {
  const cases: Readonly<Record<string, string>> = {
    "192.0.2.201": "201.2.0.192.in-addr.arpa.",
    "2001:db8:1234:5678:9abc:def0:fedc:ba98":
      "8.9.a.b.c.d.e.f.0.f.e.d.c.b.a.9.8.7.6.5.4.3.2.1.8.b.d.0.1.0.0.2.ip6.arpa.",
  };
  test.each(Object.entries(cases))("%s", (address, reversed) => {
    expect(reverseName(address)).toBe(reversed);
    expect(addressOfReverseName(name(reversed))).toBe(address);
  });
  test("an address of version 4 in one of version 6 is one of version 4", () => {
    expect(reverseName("::ffff:192.0.2.201")).toBe("201.2.0.192.in-addr.arpa.");
  });
  test("the same labels elsewhere are no address", () => {
    expect(addressOfReverseName(name(`${"1.".repeat(32)}ip7.arpa.`))).toBeUndefined();
    expect(addressOfReverseName(name(`${"1.".repeat(31)}ip6.arpa.`))).toBeUndefined();
    expect(addressOfReverseName(name(`${"1.".repeat(36)}ip6.arpa.`))).toBeUndefined();
    expect(addressOfReverseName(name("::1.in-addr.arpa."))).toBeUndefined();
  });
  test("one to three labels too many are dropped, and a mapped address is one of version 4, as CoreDNS has it", () => {
    const ones = Array.from({ length: 8 }).fill("1111").join(":");
    expect(addressOfReverseName(name(`${"1.".repeat(33)}ip6.arpa.`))).toBe(ones);
    expect(addressOfReverseName(name(`${"2.1.".repeat(4)}f.f.f.f.${"0.".repeat(20)}ip6.arpa.`))).toBe("18.18.18.18");
    expect(addressOfReverseName(name("4.3.2.::ffff:1.in-addr.arpa."))).toBe("1.2.3.4");
  });
});

test("labels of ASCII letters alone stay as they are", () => {
  expect(toALabels("Www.é.")).toBe("Www.xn--9ca.");
});
describe("A-labels are those of Node", () => {
  test.each(["abcdefäö", "abũž", "a\u0080b".replace("\u0080", "é"), "éa.example", "ascii.example"])("%s", (text) =>
    expect(toALabels(text)).toBe(domainToASCII(text)),
  );
});
