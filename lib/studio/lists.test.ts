import { describe, expect, it } from "vitest";
import { hexRows } from "./answers/hex-rows.ts";
import { writeMicroseconds, writeMilliseconds } from "./answers/reply-words.ts";
import { fileTree, treeMove, visibleRows } from "./files/file-tree.ts";
import { keyed } from "./keyed.ts";

describe("the tree of files", () => {
  const nodes = fileTree(["hosts", "zones/b", "zones/a", "Corefile", "conf/x/y"], "Corefile");
  const none: ReadonlySet<string> = new Set();
  const rows = visibleRows(nodes, none);

  it("the Corefile first, folders before files, both by name", () => {
    expect(rows.map(({ node, depth }) => `${"  ".repeat(depth)}${node.name}`)).toEqual([
      "Corefile",
      "conf",
      "  x",
      "    y",
      "zones",
      "  a",
      "  b",
      "hosts",
    ]);
  });
  it("a collapsed folder hides what is in it", () => {
    expect(visibleRows(nodes, new Set(["conf", "zones"])).map(({ node }) => node.name)).toEqual([
      "Corefile",
      "conf",
      "zones",
      "hosts",
    ]);
  });

  const moves: Readonly<Record<string, [string, string, unknown]>> = {
    "down goes on": ["ArrowDown", "Corefile", { kind: "focus", path: "conf" }],
    "up stops at the top": ["ArrowUp", "Corefile", undefined],
    "right goes into an open folder": ["ArrowRight", "conf", { kind: "focus", path: "conf/x" }],
    "left from a file goes to its folder": ["ArrowLeft", "zones/a", { kind: "focus", path: "zones" }],
    "end goes to the last": ["End", "Corefile", { kind: "focus", path: "hosts" }],
    "a letter does nothing": ["q", "Corefile", undefined],
  };
  it.each(Object.entries(moves))("%s", (_, [key, path, move]) =>
    expect(treeMove(key, path, { rows, collapsed: none })).toEqual(move),
  );
  it("right opens a collapsed folder", () => {
    expect(treeMove("ArrowRight", "conf", { rows, collapsed: new Set(["conf"]) })).toMatchObject({ kind: "open" });
  });
});

describe("numbers and bytes", () => {
  it.each([
    [0.42, "0.42 ms"],
    [1.26, "1.3 ms"],
    [42.4, "42 ms"],
    [1234, "1.2 s"],
  ])("%d ms is %s", (ms, text) => expect(writeMilliseconds(ms)).toBe(text));
  it.each([
    [3.14, "3.1 µs"],
    [42.4, "42 µs"],
    [310, "0.31 ms"],
  ])("%d microseconds are %s", (micros, text) => expect(writeMicroseconds(micros)).toBe(text));
  it("bytes stand in rows of sixteen", () => {
    expect(hexRows(`${"00".repeat(15)}417f`)).toEqual([
      { offset: "0000", bytes: "00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 41", text: "...............A" },
      { offset: "0010", bytes: "7f  ".padEnd(48), text: "." },
    ]);
  });
  it("equal items have different keys", () => {
    expect(keyed(["a", "b", "a"], (text) => text).map(({ key }) => key)).toEqual(["a#0", "b#0", "a#1"]);
  });
});
