import fc from "fast-check";
import { expect, test } from "vitest";
import { type CanonicalName, canonical, type Name, ROOT, readName } from "../dns/name/name.ts";
import { compareNames } from "../dns/name/order.ts";
import { NameIndex, putName } from "./name-index.ts";
import { NodeOrder } from "./node-order.ts";
import { OctetPool } from "./octet-pool.ts";

const label = fc.constantFrom("a", "b", "ab", "a-b", "*", "a\\.b", "\\000", "\\255", "z", "0");
const name = fc
  .array(label, { maxLength: 5 })
  .map((labels): CanonicalName => canonical(readName(`${labels.join(".")}.`) ?? ROOT));

test("entries are in the canonical order of their names, and found in it", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 40 }), name, (names, asked) => {
      const index = new NameIndex(new OctetPool());
      const order = new NodeOrder(index);
      const octets = new Uint8Array(1024);
      for (const one of names) order.add(index.findOrAdd(octets, putName(one, octets)));
      const sorted = [...names].sort(compareNames);
      expect([...order.inOrder()].map((entry) => index.nameOf(entry))).toEqual(sorted);
      expect([...order.asAdded()].map((entry) => index.nameOf(entry))).toEqual(names);
      const found = order.atOrBefore(asked);
      const expected = sorted.filter((one) => compareNames(one, asked) <= 0).at(-1);
      expect(found === 0 ? undefined : index.nameOf(found)).toBe(expected);
      const isAbove = names.some((one) => one !== asked && (asked === ROOT || one.endsWith(`.${asked}`)));
      // An escaped dot is no end of a label.
      if (!asked.startsWith("b.")) expect(index.hasNamesBelow(asked)).toBe(isAbove);
    }),
    { numRuns: 500 },
  );
});

test("many entries are put in order in steps, as they are all at once", () => {
  const index = new NameIndex(new OctetPool());
  const [inSteps, atOnce] = [new NodeOrder(index), new NodeOrder(index)];
  const octets = new Uint8Array(1024);
  const names = Array.from({ length: 5000 }, (_, at) => canonical(`n${(at * 7919) % 5000}.${at % 7}.` as Name));
  for (const one of names) {
    const entry = index.findOrAdd(octets, putName(one, octets));
    inSteps.add(entry);
    atOnce.add(entry);
  }
  // As many as are shorter than one run, one run, and more that end in the middle of one.
  for (const size of [1, 2, 511, 512, 513, 1024, 1500, 5000]) {
    const order = new NodeOrder(index);
    for (const entry of atOnce.asAdded().subarray(0, size)) order.add(entry);
    const sorted = names.slice(0, size).sort(compareNames);
    expect([...order.inOrder()].map((entry) => index.nameOf(entry))).toEqual(sorted);
  }
  let steps = 0;
  for (const _ of inSteps.sortSteps()) steps++;
  expect(steps).toBeGreaterThan(30);
  expect(inSteps.inOrder()).toEqual(atOnce.inOrder());
  expect([...inSteps.sortSteps()]).toEqual([]);
});
