import { describe, expect, it } from "vitest";
import type { Workspace } from "../../api/workspace.ts";
import { changedFiles, movedFiles } from "./changed-files.ts";

/** A listing: each file with its size, which also stands for its time. */
const listing = (files: Readonly<Record<string, number>>): Workspace => ({
  name: "test",
  folder: "/dns",
  origin: "folder",
  corefile: "Corefile",
  revision: 1,
  isTruncated: false,
  environment: {},
  files: Object.entries(files).map(([path, size]) => ({ path, sizeBytes: size, modifiedMs: size, isText: true })),
});

describe("between two listings", () => {
  it("a file with another size or time has changed", () => {
    expect(changedFiles(listing({ a: 1, b: 2 }), listing({ a: 1, b: 3, c: 4 }))).toEqual(["b"]);
  });

  const cases: Readonly<Record<string, [Readonly<Record<string, number>>, Readonly<Record<string, number>>, object]>> =
    {
      "a file that is elsewhere was moved": [{ a: 1, b: 2 }, { "x/a": 1, b: 2 }, { a: "x/a" }],
      "a file that is gone was not": [{ a: 1, b: 2 }, { b: 2 }, {}],
      "nor one in whose place another was made": [{ a: 1 }, { b: 2 }, {}],
      "nor one that was copied": [{ a: 1 }, { a: 1, b: 1 }, {}],
      "of two alike nobody can tell which went where": [{ a: 1, b: 1 }, { c: 1, d: 1 }, {}],
    };
  it.each(Object.entries(cases))("%s", (_, [before, after, moved]) => {
    expect(Object.fromEntries(movedFiles(listing(before), listing(after)))).toEqual(moved);
  });
});
