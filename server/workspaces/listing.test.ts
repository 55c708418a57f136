import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WorkspaceFolder } from "./folder.ts";
import { Listing } from "./listing.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "listing-"));
  layOut("Corefile", "zones/a", "zones/deep/b");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function layOut(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}
const bounds = { files: 100, folders: 100, names: 1000 };
const pathsOf = (listing: Listing): readonly string[] => listing.read().files.map(({ path }) => path);

it("a file that is written into new folders is listed at once", () => {
  const listing = new Listing(root, bounds);
  listing.read();
  layOut("cluster/shop/web.yaml");
  listing.touch("cluster/shop/web.yaml");
  expect(pathsOf(listing)).toContain("cluster/shop/web.yaml");
  layOut("node_modules/x/package.json");
  listing.touch("node_modules/x/package.json");
  expect(pathsOf(listing)).not.toContain("node_modules/x/package.json");
});

describe("a listing is bounded", () => {
  it("by files, those above first", () => {
    layOut("z", "a/1", "a/2");
    const { files, isTruncated } = new Listing(root, { ...bounds, files: 3 }).read();
    expect(files.map(({ path }) => path)).toEqual(["Corefile", "a/1", "z"]);
    expect(isTruncated).toBe(true);
  });
  it("by folders", () => {
    const { folders, isTruncated } = new Listing(root, { ...bounds, folders: 2 }).read();
    expect([...folders.keys()]).toEqual(["", "zones"]);
    expect(isTruncated).toBe(true);
  });
  it("by names, in one folder and in all", () => {
    layOut(...Array.from({ length: 50 }, (_, number) => `many/${number}`));
    const { files, isTruncated } = new Listing(root, { ...bounds, names: 20 }).read();
    expect(files.length).toBeLessThanOrEqual(20);
    expect(isTruncated).toBe(true);
  });
  it("so that no more files are opened than are listed, and one", async () => {
    layOut(...Array.from({ length: 50 }, (_, number) => `${number}`));
    const opened: string[] = [];
    vi.resetModules();
    vi.doMock("./text-file.ts", () => ({ isTextFile: (path: string) => opened.push(path) > 0 }));
    const { Listing: Spied } = await import("./listing.ts");
    vi.doUnmock("./text-file.ts");
    expect(new Spied(root, { ...bounds, files: 10 }).read().files).toHaveLength(10);
    expect(opened).toHaveLength(11);
  });
  it("and has what moves up when something goes", () => {
    layOut("a", "b");
    const listing = new Listing(root, { ...bounds, files: 2 });
    expect(pathsOf(listing)).toEqual(["Corefile", "a"]);
    rmSync(join(root, "a"));
    listing.touch("a");
    expect(pathsOf(listing)).toEqual(["Corefile", "b"]);
  });
  it("and whole when nothing was cut", () => expect(new Listing(root, bounds).read().isTruncated).toBe(false));
});

describe("a listing that is read again", () => {
  const changes: Readonly<Record<string, readonly [change: () => void, touched: string, paths: readonly string[]]>> = {
    "has a new file": [() => layOut("new"), "new", ["Corefile", "new", "zones/a", "zones/deep/b"]],
    "has not what is gone": [() => rmSync(join(root, "zones/a")), "zones/a", ["Corefile", "zones/deep/b"]],
    "has not what was in a folder that is gone": [
      () => rmSync(join(root, "zones"), { recursive: true }),
      "zones",
      ["Corefile"],
    ],
    "has what a new folder holds": [() => layOut("x/y/z"), "x", ["Corefile", "x/y/z", "zones/a", "zones/deep/b"]],
    "has what the folder holds that took another's place": [
      () => {
        renameSync(join(root, "zones"), join(root, "Corefile-zones"));
        layOut("zones/c", "zones/deep/d");
        rmSync(join(root, "Corefile-zones"), { recursive: true });
      },
      "zones",
      ["Corefile", "zones/c", "zones/deep/d"],
    ],
    "has a file where a folder was": [
      () => {
        rmSync(join(root, "zones"), { recursive: true });
        layOut("zones");
      },
      "zones",
      ["Corefile", "zones"],
    ],
  };
  it.each(Object.entries(changes))("%s", (_, [change, touched, paths]) => {
    const listing = new Listing(root, bounds);
    listing.read();
    change();
    listing.touch(touched);
    expect(pathsOf(listing)).toEqual(paths);
    expect(pathsOf(new Listing(root, bounds))).toEqual(paths);
  });
  it("describes a file again when it changed, and only then", () => {
    const listing = new Listing(root, bounds);
    const before = listing.read().files;
    writeFileSync(join(root, "Corefile"), "another");
    listing.touchAll();
    const after = listing.read().files;
    expect(after.map((file, at) => file === before[at])).toEqual([false, true, true]);
  });
  it("sees a change that keeps size and time", () => {
    const time = new Date("2026-01-01T00:00:00Z");
    utimesSync(join(root, "Corefile"), time, time);
    const listing = new Listing(root, bounds);
    const [before] = listing.read().files;
    writeFileSync(join(root, "Corefile"), "12345678");
    utimesSync(join(root, "Corefile"), time, time);
    listing.touch("Corefile");
    expect(listing.read().files[0]).not.toBe(before);
  });
  it("sees that a link leads elsewhere, as in a mounted ConfigMap", () => {
    layOut("..1/hosts", "..2/hosts");
    symlinkSync("..1", join(root, "..data"));
    symlinkSync("..data/hosts", join(root, "hosts"));
    const listing = new Listing(root, bounds);
    const find = () => listing.read().files.find(({ path }) => path === "hosts");
    const before = find();
    symlinkSync("..2", join(root, "..new"));
    renameSync(join(root, "..new"), join(root, "..data"));
    listing.touch("..data");
    expect(before).toBeDefined();
    expect(find()).not.toBe(before);
  });
});

describe("what is no regular file", () => {
  it("is not listed, and never waited for", async () => {
    execFileSync("sh", ["-c", "mkfifo fifo"], { cwd: root });
    const server = createServer().listen(join(root, "socket"));
    symlinkSync("fifo", join(root, "link-to-fifo"));
    symlinkSync("nowhere", join(root, "dead"));
    symlinkSync("round", join(root, "round"));
    symlinkSync("/dev/zero", join(root, "device"));
    const workspace = new WorkspaceFolder(root, { origin: "folder" });
    const { files } = workspace.describe();
    expect(files.map(({ path }) => path)).toEqual(["Corefile", "zones/a", "zones/deep/b"]);
    for (const path of ["fifo", "socket", "link-to-fifo", "dead", "round", "device"]) {
      expect(() => workspace.read(path)).toThrow(/is not a file|outside the workspace/);
      await expect(workspace.write({ path, text: "x", baseRevision: null })).rejects.toThrow(/is not a file|outside/);
    }
    workspace.close();
    server.close();
  });
});
