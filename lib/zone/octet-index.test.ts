import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { octetBytes } from "../text/octets.ts";
import { OctetIndex } from "./octet-index.ts";
import { OctetPool } from "./octet-pool.ts";

const keyText = (index: OctetIndex, entry: number): string => {
  const { octets, from, to } = index.keyOf(entry);
  return String.fromCharCode(...octets.subarray(from, to));
};

/** Adds a key that stands between others of its octets. */
const add = (index: OctetIndex, key: string): number => index.add(octetBytes(`<${key}>`), 1, key.length + 1);
const find = (index: OctetIndex, key: string): number => index.find(octetBytes(`<<${key}`), 2, key.length + 2);

describe("keys", () => {
  test("are found by all their octets and no others", () => {
    const keys = fc.uniqueArray(fc.string({ unit: fc.constantFrom("a", "b", ".", "\xff", "\0"), maxLength: 600 }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(keys, ([missing = "", ...kept]) => {
        const index = new OctetIndex(new OctetPool());
        const entries = kept.map((key) => add(index, key));
        expect(kept.map((key) => find(index, key))).toEqual(entries);
        expect(entries.map((entry) => keyText(index, entry))).toEqual(kept);
        expect(new Set(entries).size).toBe(kept.length);
        expect(find(index, missing)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
  test("are told apart when one is the start of another", () => {
    const index = new OctetIndex(new OctetPool());
    const entry = add(index, "\0\0");
    expect(["", "\0", "\0\0", "\0\0\0"].map((key) => find(index, key))).toEqual([0, 0, entry, 0]);
  });
  test("may be as many as a large zone has names", () => {
    const index = new OctetIndex(new OctetPool());
    const keys = Array.from({ length: 20_000 }, (_, at) => `host-${at}.example.org.`);
    const entries = keys.map((key) => add(index, key));
    expect(keys.map((key) => find(index, key))).toEqual(entries);
    expect(find(index, "host-20000.example.org.")).toBe(0);
    expect(find(index, "host-1.example.org")).toBe(0);
  });
});

describe("behind a key", () => {
  const index = new OctetIndex(new OctetPool());
  const www = add(index, "www.example.org.");
  const mail = add(index, "mail.example.org.");
  test("things are in a chain: the first is known, and the one before a new one", () => {
    expect([index.firstOf(www), index.firstOf(mail)]).toEqual([0, 0]);
    expect([index.append(www, 0x01_02_03_04), index.append(www, 0xff_ee_dd_cc), index.append(www, 7)]).toEqual([
      0, 0x01_02_03_04, 0xff_ee_dd_cc,
    ]);
    expect([index.firstOf(www), index.firstOf(mail)]).toEqual([0x01_02_03_04, 0]);
  });
  test("flags are kept apart from everything else", () => {
    expect([index.flagsOf(www), index.flagsOf(mail)]).toEqual([0, 0]);
    index.setFlags(www, 0xff);
    expect([index.flagsOf(www), index.flagsOf(mail)]).toEqual([0xff, 0]);
    expect([keyText(index, www), index.firstOf(www), index.append(www, 8)]).toEqual([
      "www.example.org.",
      0x01_02_03_04,
      7,
    ]);
    expect([find(index, "www.example.org."), find(index, "mail.example.org.")]).toEqual([www, mail]);
  });
});
