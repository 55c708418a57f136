import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_FILE_BYTES } from "../../lib/api/workspace.ts";
import { glob } from "../../lib/corefile/imports/glob.ts";
import type { Files } from "../../lib/ports/files.ts";
import { corefileFiles } from "../engine/corefile-files.ts";
import { WorkspaceFolder } from "./folder.ts";
import { exampleFolder, sampleFolder, studioHome } from "./home.ts";
import { allowedPaths, jailFiles } from "./jailed-files.ts";
import { makeOwnName } from "./own-name.ts";
import { Refusal } from "./refusal.ts";
import { looksLikeText } from "./text-file.ts";

let top: string;
let folder: string;
let workspace: WorkspaceFolder;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "workspaces-"));
  folder = join(top, "dns");
  mkdirSync(join(folder, "zones"), { recursive: true });
  writeFileSync(join(folder, "Corefile"), ". {\n}\n");
  writeFileSync(join(folder, "zones", "db.example.org"), "$ORIGIN example.org.\n");
  writeFileSync(join(top, "secret"), "outside");
  symlinkSync(join(top, "secret"), join(folder, "link-out"));
  symlinkSync(top, join(folder, "folder-out"));
  symlinkSync(join(top, "not-yet"), join(folder, "dangling"));
  symlinkSync("Corefile", join(folder, "link-in"));
  workspace = new WorkspaceFolder(folder, { origin: "folder" });
});

afterEach(() => {
  workspace.close();
  rmSync(top, { recursive: true, force: true });
});

describe("the jail", () => {
  const outside = [
    "../secret",
    "/etc/passwd",
    "link-out",
    "folder-out/secret",
    "folder-out/new",
    "dangling",
    ".",
    "zones/../..",
    "a\0b",
  ];
  it.each(outside)("no reading of %j", (path) => {
    expect(() => workspace.read(path)).toThrow(/outside the workspace/);
  });
  it.each(outside)("no writing of %j", async (path) => {
    await expect(workspace.write({ path, text: "x", baseRevision: null })).rejects.toThrow(/outside the workspace/);
    expect(readdirSync(top).sort()).toEqual(["dns", "secret"]);
    expect(readFileSync(join(top, "secret"), "utf8")).toBe("outside");
  });
  it("no renaming or deleting outside, in either direction", async () => {
    await expect(workspace.rename({ from: "Corefile", to: "../Corefile" })).rejects.toThrow(/outside/);
    await expect(workspace.rename({ from: "../secret", to: "stolen" })).rejects.toThrow(/outside/);
    await expect(workspace.delete("../secret")).rejects.toThrow(/outside/);
  });
  it("lists nothing that leads out", () => {
    expect(workspace.describe().files.map((file) => file.path)).toEqual([
      "Corefile",
      "link-in",
      "zones/db.example.org",
    ]);
  });
  it("links that stay inside are fine", () => expect(workspace.read("link-in").text).toBe(". {\n}\n"));
});

/** Writes over what is there. */
function overwrite(path: string, text: string): Promise<string> {
  const { files } = workspace.describe();
  const baseRevision = files.some((file) => file.path === path) ? workspace.read(path).revision : null;
  return workspace.write({ path, text, baseRevision });
}

describe("a folder that is gone", () => {
  it("says so, and a file that is saved makes it again", async () => {
    rmSync(folder, { recursive: true });
    expect(workspace.describe()).toMatchObject({ isGone: true });
    await workspace.write({ path: "Corefile", text: "x", baseRevision: null });
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe("x");
    expect(workspace.describe().isGone).toBeUndefined();
  });
});

describe("writing", () => {
  it("is seen by the next read, makes folders, leaves nothing beside", async () => {
    const revision = await overwrite("a/b/hosts", "192.0.2.1 x\n");
    expect(workspace.read("a/b/hosts")).toEqual({ path: "a/b/hosts", text: "192.0.2.1 x\n", revision });
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["hosts"]);
  });
  it("keeps a byte order mark and line ends as they are", async () => {
    await overwrite("odd", "\uFEFFa\r\nb");
    expect(workspace.read("odd").text).toBe("\uFEFFa\r\nb");
  });
  it("keeps the permissions of the file", async () => {
    writeFileSync(join(folder, "key"), "x", { mode: 0o600 });
    await overwrite("key", "y");
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
  });
  it("writes through a link that stays inside instead of replacing it", async () => {
    await overwrite("link-in", "changed");
    expect(lstatSync(join(folder, "link-in")).isSymbolicLink()).toBe(true);
    expect(workspace.read("Corefile").text).toBe("changed");
  });
  it("refuses when the disk has another revision than the text came from", async () => {
    const { revision } = workspace.read("Corefile");
    writeFileSync(join(folder, "Corefile"), "someone else's");
    const mine = { path: "Corefile", text: "mine", baseRevision: revision };
    await expect(workspace.write(mine)).rejects.toMatchObject({
      status: 409,
      message: expect.stringMatching(/changed outside/),
    });
    expect(workspace.read("Corefile").text).toBe("someone else's");
    rmSync(join(folder, "Corefile"));
    await expect(workspace.write(mine)).rejects.toMatchObject({
      status: 409,
      message: expect.stringMatching(/deleted outside/),
    });
    expect(readdirSync(folder)).not.toContain("Corefile");
  });
  it("refuses to make a file that exists", async () => {
    const made = workspace.write({ path: "Corefile", text: "", baseRevision: null });
    await expect(made).rejects.toMatchObject({ status: 409, message: expect.stringMatching(/already exists/) });
  });
  it.each([null, "x"])(
    "refuses to write over what it does not show, whatever revision is claimed (%s)",
    async (base) => {
      writeFileSync(join(folder, "zone.bin"), Uint8Array.of(1, 0, 2));
      writeFileSync(join(folder, "large"), "x".repeat(MAX_FILE_BYTES + 1));
      for (const path of ["zone.bin", "large"])
        await expect(workspace.write({ path, text: "", baseRevision: base })).rejects.toBeInstanceOf(Refusal);
      expect(statSync(join(folder, "zone.bin")).size).toBe(3);
      expect(statSync(join(folder, "large")).size).toBe(MAX_FILE_BYTES + 1);
    },
  );
  it("refuses what is too large", async () => {
    await expect(overwrite("big", "x".repeat(MAX_FILE_BYTES + 1))).rejects.toThrow(/bytes/);
  });
  it("takes a Corefile of 1 MB", async () => {
    await overwrite("Corefile", "# x\n".repeat(262_144));
    expect(workspace.read("Corefile").text.length).toBe(1_048_576);
  });
  it("at the same time from the same revision happens once", async () => {
    const { revision: baseRevision } = workspace.read("Corefile");
    const written = await Promise.allSettled(
      [..."abcdefgh"].map((text) => workspace.write({ path: "Corefile", text, baseRevision })),
    );
    expect(written.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("the rest", () => {
  it("renaming the Corefile keeps it the Corefile", async () => {
    await workspace.rename({ from: "Corefile", to: "conf/Corefile.prod" });
    expect(workspace.corefile).toBe("conf/Corefile.prod");
  });
  it("does not rename over a file", async () => {
    const renamed = workspace.rename({ from: "Corefile", to: "zones/db.example.org" });
    await expect(renamed).rejects.toThrow(/already exists/);
  });
  it("binary files are listed and not opened", () => {
    writeFileSync(join(folder, "zone.bin"), Uint8Array.of(1, 0, 2));
    expect(workspace.describe().files.find((file) => file.path === "zone.bin")?.isText).toBe(false);
    expect(() => workspace.read("zone.bin")).toThrow(/not a text file/);
  });
  it("tells of its own writes once", async () => {
    const told = vi.fn();
    workspace.onChange(told);
    await overwrite("Corefile", "once");
    await new Promise((done) => setTimeout(done, 300));
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe("text", () => {
  it("cut in the middle of a character is text", () => {
    expect(looksLikeText(new TextEncoder().encode("ä").slice(0, 1))).toBe(true);
  });
  it("in another encoding is not", () => expect(looksLikeText(Uint8Array.of(0xe4, 0x20, 0xf6))).toBe(false));
});

describe("the studio's home", () => {
  it("is where the environment says", () => {
    expect(studioHome({ COREFILE_STUDIO_HOME: "/x" })).toBe("/x");
    expect(studioHome({ XDG_DATA_HOME: "/data" })).toBe("/data/corefile-studio");
    expect(studioHome({})).toMatch(/\.local\/share\/corefile-studio$/);
  });
  it("gets the sample once; changes in it stay", () => {
    const sample = sampleFolder(top);
    writeFileSync(join(sample, "Corefile"), "mine");
    expect(readFileSync(join(sampleFolder(top), "Corefile"), "utf8")).toBe("mine");
    expect(readdirSync(sample).sort()).toEqual(["Corefile", "hosts.txt", "zones"]);
  });
  it("keeps no half copies of studios that were killed", () => {
    const half = join(top, makeOwnName("copy", "0123456789abcdef").replace(/-\d+-\d+-/, "-999999999-1-"));
    mkdirSync(half);
    sampleFolder(top);
    expect(readdirSync(top).sort()).toEqual(["dns", "sample", "secret"]);
  });
  it("knows no example that is a path", () => expect(() => exampleFolder("../sample", top)).toThrow(/no example/));
});

describe("files for the engine", () => {
  const read: string[] = [];
  const base: Files = {
    read: (path) => {
      read.push(path);
      return { kind: "error", code: "ENOENT", text: `open ${path}: no such file or directory` };
    },
    stream: (path) => ({ kind: "error", code: "ENOENT", text: `open ${path}: no such file or directory` }),
    stat: () => ({ modifiedMs: 1, size: 2, isFolder: false }),
    exists: () => true,
    list: (path) => {
      read.push(path);
      return ["a"];
    },
    absolute: (path) => path,
  };
  const jailed = () =>
    jailFiles(base, { root: workspace.root, drafts: { "zones/new": "draft" }, allowed: ["/etc/hosts"] });

  it("unsaved texts come first", () => {
    const contents = jailed().read("zones/new");
    expect(contents.kind === "file" && new TextDecoder().decode(contents.bytes)).toBe("draft");
  });
  it("a missing file is told with the path as it was written", () => {
    expect(jailed().read("zones/none")).toMatchObject({ text: "open zones/none: no such file or directory" });
  });
  it("outside nothing is read but what is allowed", () => {
    read.length = 0;
    expect(jailed().read("/etc/passwd")).toMatchObject({ code: "EACCES" });
    expect(jailed().read("../secret")).toMatchObject({ code: "EACCES" });
    expect(jailed().read("link-out")).toMatchObject({ code: "EACCES" });
    expect(jailed().stat("/etc/passwd")).toBeUndefined();
    expect(jailed().list("/etc")).toMatchObject({ code: "EACCES" });
    expect(read).toEqual([]);
    jailed().read("/etc/hosts");
    expect(read).toEqual(["/etc/hosts"]);
  });
  it.each<[pattern: string, found: readonly string[], listed: readonly string[]]>([
    ["zones/*", ["zones/a"], ["zones"]],
    ["/etc/host*", [], []],
    ["/etc/hosts", ["/etc/hosts"], []],
    ["/etc/passwd", [], []],
    ["../*", [], []],
    ["../secret", [], []],
    ["folder-out/*", [], []],
    ["*/secret", [], ["", "a"]],
    ["link-out", ["link-out"], []],
  ])("the pattern %j finds %j, and looks into no folder outside", (pattern, found, listed) => {
    read.length = 0;
    expect(glob(pattern, corefileFiles(jailed()))).toEqual(found);
    expect(read).toEqual(listed.map((path) => join(workspace.root, path)));
  });
  it("what CoreDNS reads by default is allowed, and what the user names", () => {
    expect(allowedPaths({ COREFILE_STUDIO_ALLOW: "/srv/zones:/opt/x" })).toEqual([
      "/etc/hosts",
      "/etc/resolv.conf",
      "/srv/zones",
      "/opt/x",
    ]);
  });
});
