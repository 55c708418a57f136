import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Storage } from "../../lib/ports/storage.ts";
import { jailStorage } from "../workspaces/jailed-storage.ts";
import { storageOf } from "./storage.ts";

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder = "";
let root = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "storage-")));
  root = join(folder, "workspace");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const text = (path: string): string => readFileSync(join(folder, path), "utf8");

describe("storage on disk", () => {
  let storage: Storage;
  beforeEach(() => {
    storage = storageOf(folder);
  });

  it("makes a file, puts new contents in its place, and leaves nothing beside", async () => {
    expect(await storage.write("db", octets("one"))).toBeUndefined();
    expect(await storage.write("db", octets("two"))).toBeUndefined();
    expect([text("db"), readdirSync(folder)]).toEqual(["two", ["db"]]);
  });
  it("puts more behind what a file has, or makes one for its owner alone", async () => {
    expect(await storage.append("keys", octets("one\n"))).toBeUndefined();
    expect(await storage.append("keys", octets("two\n"))).toBeUndefined();
    expect(text("keys")).toBe("one\ntwo\n");
    expect(lstatSync(join(folder, "keys")).mode & 0o777).toBe(0o600);
    expect(await storage.append("none/keys", octets(""))).toMatchObject({
      text: "open none/keys: no such file or directory",
    });
  });
  it("writes what a link leads to", async () => {
    writeFileSync(join(folder, "db"), "one");
    symlinkSync("db", join(folder, "link"));
    expect(await storage.write("link", octets("two"))).toBeUndefined();
    expect([text("db"), lstatSync(join(folder, "link")).isSymbolicLink()]).toEqual(["two", true]);
  });
  it("gives a file another name, in the place of what had it", async () => {
    await storage.write("new", octets("new"));
    await storage.write("db", octets("old"));
    expect(await storage.rename("new", "db")).toBeUndefined();
    expect([text("db"), readdirSync(folder)]).toEqual(["new", ["db"]]);
  });
  it("makes folders, once or twice", async () => {
    expect(await storage.makeFolder("a/b")).toBeUndefined();
    expect(await storage.makeFolder("a/b")).toBeUndefined();
    expect(await storage.write("a/b/db", octets("one"))).toBeUndefined();
  });
  it("says in Go's words what is wrong", async () => {
    const said = async (error: ReturnType<Storage["write"]>): Promise<string | undefined> => (await error)?.text;
    expect(await said(storage.write("none/db", octets("")))).toBe("open none/db: no such file or directory");
    expect(await said(storage.rename("none", "db"))).toBe("rename none db: no such file or directory");
    await storage.write("file", octets(""));
    expect(await said(storage.makeFolder("file/folder"))).toBe("mkdir file/folder: not a directory");
  });
});

describe("storage in the jail", () => {
  let storage: Storage;
  beforeEach(async () => {
    await storageOf(folder).makeFolder("workspace");
    storage = jailStorage(storageOf("/"), root);
  });

  it("writes in the workspace, by the names that the configuration has", async () => {
    expect(await storage.makeFolder("signed")).toBeUndefined();
    expect(await storage.write("signed/db", octets("one"))).toBeUndefined();
    expect(await storage.rename("signed/db", "db")).toBeUndefined();
    expect(text("workspace/db")).toBe("one");
    expect(await storage.write("none/db", octets(""))).toMatchObject({
      text: "open none/db: no such file or directory",
    });
  });
  it("writes nowhere else, whichever way leads there", async () => {
    symlinkSync(folder, join(root, "out"));
    symlinkSync(join(folder, "made"), join(root, "dangling"));
    writeFileSync(join(root, "db"), "");
    const outside = {
      code: "EACCES",
      text: expect.stringContaining("outside the workspace, where nothing is written"),
    };
    for (const path of ["../db", join(folder, "db"), "out/db", "dangling"]) {
      expect(await storage.write(path, octets("x"))).toMatchObject(outside);
      expect(await storage.append(path, octets("x"))).toMatchObject(outside);
      expect(await storage.rename("db", path)).toMatchObject(outside);
    }
    expect(await storage.rename("../workspace2", "db")).toMatchObject(outside);
    expect(await storage.makeFolder("../folder")).toMatchObject(outside);
    expect(readdirSync(folder)).toEqual(["workspace"]);
  });
});
