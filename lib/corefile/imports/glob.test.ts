import { describe, expect, test } from "vitest";
import { filesInMemory } from "./files-in-memory.ts";
import { type Folders, glob } from "./glob.ts";

const paths = ["Corefile", ".hidden", "b/2", "b/10", "b/.x", "a/2", "a/deep/2", "{a,b}", "\uE000", "😀", "*", "c[1]"];
const files = filesInMemory(Object.fromEntries(paths.map((path) => [path, ""])));

/** What Go 1.26 finds. */
const found: Readonly<Record<string, readonly string[] | "malformed">> = {
  "/*": ["/*", "/.hidden", "/Corefile", "/a", "/b", "/c[1]", "/{a,b}", "/\uE000", "/😀"],
  "/.*": ["/.hidden"],
  "/Core*": ["/Corefile"],
  "/b/*": ["/b/.x", "/b/10", "/b/2"],
  "/*/2": ["/a/2", "/b/2"],
  "/*/*/2": ["/a/deep/2"],
  "/**/2": ["/a/2", "/b/2"],
  "/{a,b}": ["/{a,b}"],
  "/{a,b}/*": [],
  "/{a,b}*": ["/{a,b}"],
  "/[ab]/[^.]*": ["/a/2", "/a/deep", "/b/10", "/b/2"],
  "/\\*": ["/*"],
  "/\\C*": ["/Corefile"],
  "/a/../b/1*": ["/b/10"],
  "/a//2": ["/a//2"],
  "/a//*2": ["/a/2"],
  "//Core*": ["/Corefile"],
  "/Corefile/*": [],
  "/nothing/*": [],
  "/b": ["/b"],
  "/nothing": [],
  "/c[1]": [],
  "/c\\[1]": ["/c[1]"],
  "/[": "malformed",
  "/[a/b]": "malformed",
  "/a\\/2*": "malformed",
  "/*[": "malformed",
  "/nothing*[": [],
  "/Core*[": "malformed",
  "/Corefile\\": "malformed",
};

test.each(Object.entries(found))("%j", (pattern, expected) => expect(glob(pattern, files)).toEqual(expected));

describe("hostile patterns", () => {
  let asked = 0;
  const counted: Folders = {
    list(folder) {
      asked++;
      return files.list(folder);
    },
    exists: (path) => files.exists(path),
  };
  test.each<[what: string, pattern: string, expected: readonly string[] | "malformed"]>([
    ["braces within braces", `/${"{a,b}".repeat(24)}*`, []],
    ["a range in braces", "/{1..99999999}*", []],
    ["a hundred thousand characters", `/${"x".repeat(100_000)}*`, []],
    ["up and up", `${"/..".repeat(30_000)}/Core*`, ["/Corefile"]],
    ["folders without end", `/*${"/a".repeat(5000)}`, []],
    ["more folders than Go reads", `/*${"/a".repeat(10_001)}`, "malformed"],
    ["folders with backslashes", "/\\a".repeat(9000), []],
    ["an octet of zero", "/Core\0*", []],
  ])("%s", (_, pattern, expected) => {
    asked = 0;
    expect(glob(pattern, counted)).toEqual(expected);
    expect(asked).toBeLessThan(12);
  });
});
