/** docs/security.md names tests and attacks: each of them exists. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attacks } from "../attack/attacks.ts";

const root = join(import.meta.dirname, "..");
const text = readFileSync(join(root, "docs", "security.md"), "utf8");
const found = (pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

test("every test that docs/security.md names is there", () => {
  const named = found(/`([a-z][^` ]*\.(?:test|spec)\.ts)`/g);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("every attack is named there, and every one that is named is there", () => {
  const names = attacks.map(({ name }) => name).sort();
  expect([...new Set(found(/attack `([a-z-]+)`/g))].sort()).toEqual(names);
});
