import { expect, test } from "vitest";
import type { CanonicalName } from "../dns/name/name.ts";
import { MetNames } from "./met-names.ts";

const name = (number: number): CanonicalName => `n${number}.` as CanonicalName;

test("all names of a small zone stay; of a large one those that are met again", () => {
  const met = new MetNames<number>();
  for (let number = 0; number < 4096; number++) met.keep(name(number), number, number);
  expect([met.get(name(0)), met.get(name(4095))]).toEqual([0, 4095]);
  met.keep(name(9000), 9000, 9000);
  expect(met.get(name(9000))).toBeUndefined();
  met.keep(name(9000), 9000, 9000);
  expect([met.get(name(9000)), met.get(name(0)), met.get(name(1))]).toEqual([9000, undefined, 1]);
  met.clear();
  expect(met.get(name(9000))).toBeUndefined();
});
