import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesOf } from "./files.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
  mkdirSync(join(folder, "zones"));
  writeFileSync(join(folder, "zones", "db.example.org"), "zone");
  writeFileSync(join(folder, "zones", "db.example.net"), "other");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files of a folder", () => {
  it("are read by relative paths, with size and time", () => {
    const read = filesOf(folder).read("zones/db.example.org");
    expect(read).toMatchObject({ kind: "file", size: 4 });
    if (read.kind === "file") expect(new TextDecoder().decode(read.bytes)).toBe("zone");
  });
  it("that are not there, or are folders, give Go's words", () => {
    const files = filesOf(folder);
    expect(files.read("nothere")).toMatchObject({ code: "ENOENT", text: "open nothere: no such file or directory" });
    expect(files.read("zones")).toMatchObject({ code: "EISDIR", text: "read zones: is a directory" });
    expect(files.read("zones/db.example.org/x")).toMatchObject({
      code: "ENOTDIR",
      text: "open zones/db.example.org/x: not a directory",
    });
    expect(files.list("nothere")).toMatchObject({ text: "open nothere: no such file or directory" });
    expect(files.stat("nothere")).toBeUndefined();
    expect(files.read("")).toMatchObject({ code: "ENOENT", text: "open : no such file or directory" });
    expect(files.stat("")).toBeUndefined();
  });
  it("that no file system can have give Go's words, too", () => {
    const files = filesOf(folder);
    expect(files.read("a\0b")).toMatchObject({ kind: "error", text: "open a\0b: invalid argument" });
    expect(files.list("a\0b")).toMatchObject({ kind: "error" });
    expect(files.stat("a\0b")).toBeUndefined();
    expect(files.stat("a".repeat(5000))).toBeUndefined();
    expect(files.glob("a\0*")).toEqual([]);
  });
  it("are listed and found by pattern in order", () => {
    const files = filesOf(folder);
    expect(files.list("zones")).toEqual(["db.example.net", "db.example.org"]);
    expect(files.glob(join(folder, "zones/db.*"))).toEqual([
      join(folder, "zones/db.example.net"),
      join(folder, "zones/db.example.org"),
    ]);
    expect(files.glob(join(folder, "zones/db.example.org"))).toHaveLength(1);
    expect(files.glob(join(folder, "nothere"))).toEqual([]);
    expect(files.stat("zones")).toMatchObject({ isFolder: true });
    expect(files.absolute("a/../b")).toBe(join(folder, "b"));
  });
});
