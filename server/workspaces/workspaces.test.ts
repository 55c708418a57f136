import {
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
import { MAX_FILE_BYTES, type Workspace } from "../../lib/api/workspace.ts";
import type { Files } from "../../lib/ports/files.ts";
import { WorkspaceFolder } from "./folder.ts";
import { exampleFolder, sampleFolder, studioHome } from "./home.ts";
import { allowedPaths, jailFiles } from "./jailed-files.ts";
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
  it.each(outside)("no writing of %j", (path) => {
    expect(() => workspace.write({ path, text: "x" })).toThrow(/outside the workspace/);
    expect(readdirSync(top).sort()).toEqual(["dns", "secret"]);
    expect(readFileSync(join(top, "secret"), "utf8")).toBe("outside");
  });
  it("no renaming or deleting outside, in either direction", () => {
    expect(() => workspace.rename({ from: "Corefile", to: "../Corefile" })).toThrow(/outside/);
    expect(() => workspace.rename({ from: "../secret", to: "stolen" })).toThrow(/outside/);
    expect(() => workspace.delete("../secret")).toThrow(/outside/);
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

describe("writing", () => {
  it("is seen by the next read, makes folders, leaves nothing beside", () => {
    const revision = workspace.write({ path: "a/b/hosts", text: "192.0.2.1 x\n" });
    expect(workspace.read("a/b/hosts")).toEqual({ path: "a/b/hosts", text: "192.0.2.1 x\n", revision });
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["hosts"]);
  });
  it("keeps a byte order mark and line ends as they are", () => {
    workspace.write({ path: "odd", text: "\uFEFFa\r\nb" });
    expect(workspace.read("odd").text).toBe("\uFEFFa\r\nb");
  });
  it("keeps the permissions of the file", () => {
    writeFileSync(join(folder, "key"), "x", { mode: 0o600 });
    workspace.write({ path: "key", text: "y" });
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
  });
  it("writes through a link that stays inside instead of replacing it", () => {
    workspace.write({ path: "link-in", text: "changed" });
    expect(workspace.read("Corefile").text).toBe("changed");
  });
  it("refuses when the disk has another revision than the text came from", () => {
    const { revision } = workspace.read("Corefile");
    writeFileSync(join(folder, "Corefile"), "someone else's");
    expect(() => workspace.write({ path: "Corefile", text: "mine", baseRevision: revision })).toThrow(
      /changed outside/,
    );
    expect(workspace.read("Corefile").text).toBe("someone else's");
  });
  it("refuses to make a file that exists", () => {
    expect(() => workspace.write({ path: "Corefile", text: "", baseRevision: null })).toThrow(/exists already/);
  });
  it("refuses what is too large", () => {
    expect(() => workspace.write({ path: "big", text: "x".repeat(MAX_FILE_BYTES + 1) })).toThrow(/bytes/);
  });
  it("takes a Corefile of 1 MB", () => {
    workspace.write({ path: "Corefile", text: "# x\n".repeat(262_144) });
    expect(workspace.read("Corefile").text.length).toBe(1_048_576);
  });
});

describe("the rest", () => {
  it("renaming the Corefile keeps it the Corefile", () => {
    workspace.rename({ from: "Corefile", to: "conf/Corefile.prod" });
    expect(workspace.corefile).toBe("conf/Corefile.prod");
  });
  it("does not rename over a file", () => {
    expect(() => workspace.rename({ from: "Corefile", to: "zones/db.example.org" })).toThrow(/exists already/);
  });
  it("binary files are listed and not opened", () => {
    writeFileSync(join(folder, "zone.bin"), Uint8Array.of(1, 0, 2));
    expect(workspace.describe().files.find((file) => file.path === "zone.bin")?.isText).toBe(false);
    expect(() => workspace.read("zone.bin")).toThrow(/not a text file/);
  });
  it("tells of changes made outside, with a higher revision", async () => {
    const told = vi.fn<(workspace: Workspace, changed: readonly string[]) => void>();
    workspace.onChange(told);
    const before = workspace.describe().revision;
    await new Promise((done) => setTimeout(done, 100));
    writeFileSync(join(folder, "zones", "db.example.net"), "x");
    await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: 5000 });
    expect(told.mock.calls[0]?.[1]).toEqual(["zones/db.example.net"]);
    expect(workspace.describe().revision).toBeGreaterThan(before);
  });
  it("tells of its own writes once", async () => {
    const told = vi.fn();
    workspace.onChange(told);
    workspace.write({ path: "Corefile", text: "once" });
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
    glob: (pattern) => [pattern.replace("*", "a"), "/etc/passwd"],
    list: () => ["a"],
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
  it("patterns give what is inside, relative as they were", () =>
    expect(jailed().glob("zones/*")).toEqual(["zones/a"]));
  it("what CoreDNS reads by default is allowed, and what the user names", () => {
    expect(allowedPaths({ COREFILE_STUDIO_ALLOW: "/srv/zones:/opt/x" })).toEqual([
      "/etc/hosts",
      "/etc/resolv.conf",
      "/srv/zones",
      "/opt/x",
    ]);
  });
});
