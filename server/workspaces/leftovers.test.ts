import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WorkspaceFolder } from "./folder.ts";
import { lockName, makeOwnName, makeToken } from "./own-name.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leftovers-"));
  writeFileSync(join(folder, "Corefile"), "old");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the folder, and closes it when all that happens has happened. Gives what was said. */
async function openAndLook(expected: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const workspace = new WorkspaceFolder(folder, { origin: "folder", say: (line) => said.push(line) });
  await vi.waitFor(() => expect(readdirSync(folder).sort()).toEqual([...expected].sort()), { timeout: 10_000 });
  workspace.close();
  return said;
}
/** Writes a file in a process that is killed at the last moment before anything has changed, with the lock held. */
async function dieWhileSaving(): Promise<void> {
  const lock = new URL("./file-lock.ts", import.meta.url).href;
  const replace = new URL("./replace-file.ts", import.meta.url).href;
  const script = `
    const { withFileLock } = await import(${JSON.stringify(lock)});
    const { replaceFile } = await import(${JSON.stringify(replace)});
    const target = ${JSON.stringify(join(folder, "Corefile"))};
    const confirm = () => process.kill(process.pid, "SIGKILL");
    await withFileLock(target, () => replaceFile({ target, contents: Buffer.from("new"), confirm }));`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
  await once(spawn(process.execPath, args, { stdio: "inherit" }), "exit");
}

describe("what a studio that was killed while it saved has left", () => {
  it("is gone after the next start: the new text and the lock", async () => {
    await dieWhileSaving();
    expect(readdirSync(folder)).toHaveLength(3);
    expect(await openAndLook(["Corefile"])).toEqual([]);
  });
  it("is never listed", async () => {
    await dieWhileSaving();
    const workspace = new WorkspaceFolder(folder, { origin: "folder" });
    expect(workspace.describe().files.map(({ path }) => path)).toEqual(["Corefile"]);
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1), { timeout: 10_000 });
    workspace.close();
  });
  it("is gone when it is a copy of what the file still holds", async () => {
    linkSync(join(folder, "Corefile"), join(folder, "other"));
    await dieWhileSaving();
    expect(readdirSync(folder)).toHaveLength(4);
    expect(await openAndLook(["Corefile", "other"])).toEqual([]);
  });
  it("is kept, listed and told when it may be the only whole text", async () => {
    linkSync(join(folder, "Corefile"), join(folder, "other"));
    await dieWhileSaving();
    writeFileSync(join(folder, "Corefile"), "ne");
    const said = await openAndLook(["Corefile", "Corefile.rescued", "other"]);
    expect(said).toEqual([expect.stringMatching(/^(Corefile|other) may be half written, .* in Corefile\.rescued$/)]);
    expect(readFileSync(join(folder, "Corefile.rescued"), "utf8")).toBe("old");
  });
});

describe("what is in use", () => {
  it("stays: files of a process that lives, and those of another machine until they are old", async () => {
    const mine = makeOwnName("new", "0123456789abcdef");
    const elsewhere = mine.replace(/-new-0123456789abcdef-\w+-/, `-new-0123456789abcdef-${"0".repeat(16)}-`);
    const foreign = elsewhere.replace(/..$/, "00");
    const old = elsewhere.replace(/..$/, "aa");
    for (const name of [mine, foreign, old]) writeFileSync(join(folder, name), "x");
    symlinkSync(makeToken(), join(folder, lockName("0123456789abcdef")));
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(join(folder, old), hourAgo, hourAgo);
    await openAndLook(["Corefile", mine, foreign, lockName("0123456789abcdef")]);
  });
});
