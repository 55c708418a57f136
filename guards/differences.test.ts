/** A kind of difference from CoreDNS that the attacks let pass is one that the docs name, and the other way round. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { differenceNames } from "../attack/differences.ts";

test("docs/differences.md has each kind as a heading, and no other", () => {
  const headings = readFileSync("docs/differences.md", "utf8").matchAll(/^## (.+)$/gm);
  expect([...headings].map(([, heading]) => heading)).toEqual(differenceNames);
});
