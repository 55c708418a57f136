import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
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
  symlinkSync("nowhere", join(folder, "dangling"));
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
    expect(files.exists("a\0b")).toBe(false);
    expect(files.exists("a".repeat(5000))).toBe(false);
  });
  it("are listed in order", () => {
    const files = filesOf(folder);
    expect(files.list("zones")).toEqual(["db.example.net", "db.example.org"]);
    expect(files.stat("zones")).toMatchObject({ isFolder: true });
    expect(files.absolute("a/../b")).toBe(join(folder, "b"));
  });
  it.runIf(process.platform !== "win32")("that are pipes, sockets or devices are not read, and nobody waits", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const files = filesOf(folder);
    const told = "open pipe: not a regular file: this is a named pipe, and only stored files are read";
    expect(files.read("pipe")).toEqual({ kind: "error", code: "EFTYPE", text: told });
    expect(files.stream("pipe")).toMatchObject({ kind: "error", text: told });
    expect(files.read("/dev/zero")).toMatchObject({ kind: "error", code: "EFTYPE" });
  });
  it.runIf(process.platform === "linux")("of no size, and the one that is always empty, are read", () => {
    const files = filesOf(folder);
    expect(files.read("/dev/null")).toMatchObject({ kind: "file", bytes: { length: 0 }, size: 0 });
    const status = files.read("/proc/self/status");
    if (status.kind === "file") expect(new TextDecoder().decode(status.bytes)).toMatch(/^Name:/);
    else expect(status).toBeUndefined();
  });
  it("that are too large are told, and come as a stream", () => {
    writeFileSync(join(folder, "large"), "");
    truncateSync(join(folder, "large"), 3 * 1024 * 1024);
    const files = filesOf(folder, { maxWholeOctets: 2 * 1024 * 1024 });
    const text = "read large: file too large: at most 2 MiB are read";
    expect(files.read("large")).toEqual({ kind: "error", code: "EFBIG", text });
    const stream = files.stream("large");
    if (stream.kind === "error") throw new Error(stream.text);
    const sizes = [...stream.pieces].map((piece) => ("kind" in piece ? piece.text : piece.length));
    expect(sizes).toEqual([1024 * 1024, 1024 * 1024, 1024 * 1024]);
  });
  it("that are too large even in pieces are told before any is read", () => {
    writeFileSync(join(folder, "larger"), "");
    truncateSync(join(folder, "larger"), 16 * 1024 * 1024 + 1);
    const text = "read larger: file too large: at most 16 MiB are read";
    expect(filesOf(folder, { maxWholeOctets: 2 * 1024 * 1024 }).stream("larger")).toMatchObject({
      code: "EFBIG",
      text,
    });
  });
  it.each([
    ["zones", true],
    ["zones/", true],
    ["zones/db.example.org", true],
    ["zones/db.example.org/", false],
    ["dangling", true],
    ["nothere", false],
    ["", false],
  ])("%j is there: %j", (path, isThere) => {
    expect(filesOf(folder).exists(path)).toBe(isThere);
    if (path !== "") expect(filesOf(folder).exists(`${folder}/${path}`)).toBe(isThere);
  });
});
