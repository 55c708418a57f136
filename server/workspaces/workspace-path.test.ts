import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WorkspaceFolder } from "./folder.ts";

let folder: string;
let workspace: WorkspaceFolder;

const deep = `${"d/".repeat(11)}x`;
/** Paths that the listing does not show, by why; each is on disk. */
const hidden: Readonly<Record<string, string>> = {
  "a file of a repository": ".git/config",
  "a hook": ".git/hooks/pre-commit",
  "in other letters, as macOS and Windows take it": ".GIT/config",
  "with a dot behind, as Windows takes it": ".git./config",
  "with a character that takes no room, as macOS takes it": ".g\u200cit/config",
  "a repository's file of a submodule": "zones/.git",
  "a package": "node_modules/x/index.js",
  "the studio's own for a moment": ".corefile-studio-lock-0123456789abcdef",
  "through a link to a folder": "repository/config",
  "through a link to a file": "link-to-config",
  "too deep": deep,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workspace-path-"));
  writeFileSync(join(folder, "Corefile"), ". {\n}\n");
  mkdirSync(join(folder, ".git"));
  symlinkSync(".git", join(folder, "repository"));
  symlinkSync(".git/config", join(folder, "link-to-config"));
  for (const path of Object.values(hidden)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "untouched");
  }
  workspace = new WorkspaceFolder(folder, { origin: "folder" });
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("what is not listed", () => {
  it("is this", () => expect(workspace.describe().files.map(({ path }) => path)).toEqual(["Corefile"]));
  it.each(Object.entries(hidden))("is not read, written, renamed, deleted or chosen: %s", async (_, path) => {
    const refused = { status: 403 };
    expect(() => workspace.read(path)).toThrow(/not part of the workspace|too deep/);
    expect(() => workspace.chooseCorefile(path)).toThrow(/not part of the workspace|too deep/);
    await expect(workspace.write({ path, text: "x", baseRevision: null })).rejects.toMatchObject(refused);
    await expect(workspace.rename({ from: path, to: "mine" })).rejects.toMatchObject(refused);
    await expect(workspace.delete(path)).rejects.toMatchObject(refused);
    expect(readFileSync(join(folder, path), "utf8")).toBe("untouched");
  });
  it.each([".git/hooks/new", "repository/new", "node_modules/new", `${deep}-new`])("is not made: %s", async (path) => {
    await expect(workspace.write({ path, text: "x", baseRevision: null })).rejects.toMatchObject({ status: 403 });
    await expect(workspace.rename({ from: "Corefile", to: path })).rejects.toMatchObject({ status: 403 });
  });
});

describe("a strange name that is listed", () => {
  const strange: Readonly<Record<string, string>> = {
    "has a line feed": "db\nexample",
    "begins with a dash": "-rf",
    "has 255 bytes": "x".repeat(255),
    "is composed": "z\u00f6ne",
    "is decomposed, and another": "zo\u0308ne",
    "only begins like a hidden one": ".gitignore",
    "has three dots": "...",
  };
  it.each(Object.entries(strange))("is read and written as any: it %s", async (_, path) => {
    const baseRevision = await workspace.write({ path, text: "one", baseRevision: null });
    await workspace.write({ path, text: "two", baseRevision });
    expect(workspace.read(path).text).toBe("two");
    expect(workspace.describe().files.map((file) => file.path)).toContain(path);
    await workspace.delete(path);
  });
  it("is refused in words when it has more bytes than file systems take", async () => {
    const path = `${"ä".repeat(128)}`;
    const made = workspace.write({ path, text: "", baseRevision: null });
    await expect(made).rejects.toMatchObject({ status: 400, help: "A name may have at most 255 bytes." });
  });
});
