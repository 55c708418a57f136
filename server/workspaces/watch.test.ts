import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Workspace } from "../../lib/api/workspace.ts";
import { systemWatches } from "../_test/system-watches.ts";
import { WorkspaceFolder } from "./folder.ts";
import { Listing } from "./listing.ts";
import { FolderWatch } from "./watch.ts";

let top: string;
let folder: string;
let workspace: WorkspaceFolder;
const told = vi.fn<(workspace: Workspace, changed: readonly string[]) => void>();

beforeEach(async () => {
  top = mkdtempSync(join(tmpdir(), "watch-"));
  folder = join(top, "dns");
  layOut();
  workspace = new WorkspaceFolder(folder, { origin: "folder" });
  told.mockClear();
  workspace.onChange(told);
  await sleep(150);
});
afterEach(() => {
  workspace.close();
  rmSync(top, { recursive: true, force: true });
});

function layOut(): void {
  for (const path of ["zones", ".git/objects/aa", "node_modules/x"]) mkdirSync(join(folder, path), { recursive: true });
  for (const path of ["Corefile", "zones/a"]) writeFileSync(join(folder, path), path);
}
const changedPaths = (): ReadonlySet<string> => new Set(told.mock.calls.flatMap(([, changed]) => changed));
const isTold = (...paths: readonly string[]): Promise<void> =>
  vi.waitFor(() => expect([...changedPaths()]).toEqual(expect.arrayContaining([...paths])), { timeout: 8000 });

describe("watching", () => {
  it("takes one of the system's watches for each listed folder, and none for those that are skipped", async () => {
    expect(workspace.watches).toBe(2);
    mkdirSync(join(folder, "more/below"), { recursive: true });
    await vi.waitFor(() => expect(workspace.watches).toBe(4), { timeout: 10_000 });
    rmSync(join(folder, "more"), { recursive: true });
    await vi.waitFor(() => expect(workspace.watches).toBe(2), { timeout: 10_000 });
    if (existsSync("/proc/self/fdinfo")) expect(systemWatches()).toBe(2);
    workspace.close();
    expect(workspace.watches).toBe(0);
  });
  it("tells of a change in a folder, with a higher revision", async () => {
    const { revision } = workspace.describe();
    writeFileSync(join(folder, "zones/b"), "x");
    await isTold("zones/b");
    expect(told).toHaveBeenCalledTimes(1);
    expect(workspace.describe().revision).toBeGreaterThan(revision);
  });
  it("tells of files that came into a folder before it was watched", async () => {
    mkdirSync(join(folder, "new/below"), { recursive: true });
    writeFileSync(join(folder, "new/below/c"), "x");
    await isTold("new/below/c");
    writeFileSync(join(folder, "new/below/d"), "x");
    await isTold("new/below/d");
  });
  it("tells of what happened between the first listing and the first watch", async () => {
    // Its watches would be shared.
    workspace.close();
    const another = new WorkspaceFolder(folder, { origin: "folder" });
    writeFileSync(join(folder, "zones/between"), "x");
    const hears = vi.fn<(workspace: Workspace, changed: readonly string[]) => void>();
    another.onChange(hears);
    await vi.waitFor(() => expect(hears.mock.calls[0]?.[1]).toEqual(["zones/between"]), { timeout: 10_000 });
    another.close();
  });
  it("goes on in a folder that was deleted and made again", async () => {
    rmSync(join(folder, "zones"), { recursive: true });
    mkdirSync(join(folder, "zones"));
    writeFileSync(join(folder, "zones/a"), "another");
    await isTold("zones/a");
    told.mockClear();
    writeFileSync(join(folder, "zones/a"), "and another");
    await isTold("zones/a");
  });
  it("goes on when the whole folder was deleted and made again", async () => {
    rmSync(folder, { recursive: true });
    await isTold("Corefile", "zones/a");
    expect(workspace.describe().files).toEqual([]);
    told.mockClear();
    layOut();
    await isTold("Corefile", "zones/a");
    await sleep(300);
    told.mockClear();
    writeFileSync(join(folder, "zones/b"), "x");
    await isTold("zones/b");
  }, 20_000);
  it("goes on when another folder was moved into its place", async () => {
    renameSync(folder, join(top, "away"));
    layOut();
    writeFileSync(join(folder, "Corefile"), "another one");
    await isTold("Corefile");
    await sleep(300);
    told.mockClear();
    writeFileSync(join(folder, "zones/a"), "x");
    await isTold("zones/a");
  }, 20_000);
  it("tells while somebody writes without a pause", async () => {
    const writing = setInterval(() => writeFileSync(join(folder, "log"), String(Math.random())), 20);
    await sleep(1500);
    clearInterval(writing);
    expect(told.mock.calls.length).toBeGreaterThan(0);
  });
  it("is no matter of skipped folders, nor of what studios make for a moment", async () => {
    writeFileSync(join(folder, ".git/config"), "x");
    writeFileSync(join(folder, ".corefile-studio-lock-0123456789abcdef"), "x");
    await sleep(400);
    expect(told).not.toHaveBeenCalled();
  });
});

describe("a system that watches folders below by itself", () => {
  it("is asked for one watch, and what it tells of skipped folders does not count", async () => {
    const noticed = new Set<string>();
    const watching = new FolderWatch({
      root: workspace.root,
      coversBelow: true,
      onNotice: (paths) => {
        for (const path of paths) noticed.add(path);
      },
      onLook: () => {},
      say: () => {},
    });
    watching.follow(new Listing(workspace.root).read().folders);
    expect(watching.size).toBe(1);
    await sleep(150);
    noticed.clear();
    writeFileSync(join(folder, ".git/objects/aa/b"), "x");
    writeFileSync(join(folder, "zones/b"), "x");
    await vi.waitFor(() => expect([...noticed]).toEqual(["zones/b"]), { timeout: 10_000 });
    watching.close();
  });
});

describe("a system without watches to give", () => {
  it.each(["ENOSPC", "EMFILE"])("(%s) is told, and the folder is looked at instead", async (code) => {
    vi.resetModules();
    vi.doMock("node:fs", async (original) => ({
      ...(await original<typeof import("node:fs")>()),
      watch() {
        throw Object.assign(new Error("no watch"), { code });
      },
    }));
    const { WorkspaceFolder: Unwatched } = await import("./folder.ts");
    vi.doUnmock("node:fs");
    const said: string[] = [];
    const unwatched = new Unwatched(folder, { origin: "folder", say: (line) => said.push(line) });
    unwatched.onChange(told);
    expect(said).toEqual([expect.stringMatching(/^cannot watch .*; it is checked every 2 s$/)]);
    expect(unwatched.watches).toBe(0);
    workspace.close();
    writeFileSync(join(folder, "zones/b"), "x");
    await isTold("zones/b");
    unwatched.close();
  });
});
