import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  lutimesSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withFileLock } from "./file-lock.ts";
import { makeToken } from "./own-name.ts";

let folder: string;
let target: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "file-lock-"));
  target = join(folder, "counter");
  writeFileSync(target, "0");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process that has a module of this room and the folder. */
function start(module: string, script: string): ChildProcess {
  const url = new URL(module, import.meta.url).href;
  const given = `const room = await import(${JSON.stringify(url)}); const folder = ${JSON.stringify(folder)};`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", `${given}\n${script}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return child;
}
/** Starts a process that takes the lock, says so, and does not come to an end. */
async function startHolder(): Promise<ChildProcess> {
  const child = start(
    "./file-lock.ts",
    `setInterval(() => {}, 1000);
    await room.withFileLock(folder + "/counter", () => { process.stdout.write("held"); return new Promise(() => {}); });`,
  );
  await once(child.stdout ?? child, "data");
  return child;
}
const lockPath = (): string => join(folder, readdirSync(folder).find((name) => name.includes("-lock-")) ?? "none");

describe("a lock that processes share", () => {
  it("loses none of 400 increments that two studios make by compare-and-set", async () => {
    const increment = `
      const workspace = new room.WorkspaceFolder(folder, { origin: "folder" });
      for (let done = 0; done < 200; ) {
        const { text, revision } = workspace.read("counter");
        try {
          await workspace.write({ path: "counter", text: String(Number(text) + 1), baseRevision: revision });
          done += 1;
        } catch (error) {
          if (error.status !== 409) throw error;
        }
      }
      process.exit(0);`;
    const studios = [start("./folder.ts", increment), start("./folder.ts", increment)];
    const ends = await Promise.all(studios.map((studio) => once(studio, "exit")));
    expect(ends.map(([code]) => code)).toEqual([0, 0]);
    expect(readFileSync(target, "utf8")).toBe("400");
    expect(readdirSync(folder)).toEqual(["counter"]);
  }, 60_000);
  it("is not had while somebody lives who holds it; that is told, with who it is", async () => {
    const holder = await startHolder();
    const waiting = withFileLock(target, () => "mine", 100);
    await expect(waiting).rejects.toMatchObject({
      status: 423,
      message: `another program (process ${holder.pid}) is saving this file and does not finish`,
    });
    expect(readlinkSync(lockPath())).toContain(`-${holder.pid}-`);
  });
  it("is had at once when its holder was killed, by one of those who wait at a time", async () => {
    const holder = await startHolder();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    let inside = 0;
    const tasks = Array.from({ length: 20 }, () =>
      withFileLock(target, async () => {
        inside += 1;
        await new Promise((done) => setTimeout(done, 2));
        const together = inside;
        inside -= 1;
        return together;
      }),
    );
    expect(await Promise.all(tasks)).toEqual(Array(20).fill(1));
    expect(readdirSync(folder)).toEqual(["counter"]);
  });
  it("of a process whose number another has now is left behind", async () => {
    await withFileLock(target, () => {
      const token = readlinkSync(lockPath());
      rmSync(lockPath());
      // The same number, another start.
      symlinkSync(token.replace(/^(\w+-\d+)-\d+-/, "$1-1-"), join(folder, "kept"));
    });
    const name = await withFileLock(target, () => lockPath());
    symlinkSync(readlinkSync(join(folder, "kept")), name);
    expect(await withFileLock(target, () => "mine", 100)).toBe("mine");
  });
  it("of another machine counts until it is old", async () => {
    const name = await withFileLock(target, () => lockPath());
    symlinkSync(makeToken().replace(/^\w+/, "0".repeat(16)), name);
    await expect(withFileLock(target, () => "mine", 50)).rejects.toMatchObject({ status: 423 });
    const old = Date.now() / 1000 - 3600;
    lutimesSync(name, old, old);
    expect(await withFileLock(target, () => "mine", 50)).toBe("mine");
  });
  it("is in the user's own folder where the file's folder takes none", async () => {
    chmodSync(folder, 0o555);
    const home = mkdtempSync(join(tmpdir(), "file-lock-home-"));
    chmodSync(home, 0o777);
    const child = start(
      "./file-lock.ts",
      `if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }
      process.env.COREFILE_STUDIO_HOME = ${JSON.stringify(home)};
      const { readdirSync } = await import("node:fs");
      const locks = () => readdirSync(process.env.COREFILE_STUDIO_HOME + "/locks").length;
      const held = await room.withFileLock(folder + "/counter", locks);
      process.stdout.write(held + " " + locks());`,
    );
    const [told] = await once(child.stdout ?? child, "data");
    expect(String(told)).toBe("1 0");
    chmodSync(folder, 0o755);
    rmSync(home, { recursive: true });
  });
  it("is given back when the task fails", async () => {
    await expect(
      withFileLock(target, () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(lstatSync(lockPath(), { throwIfNoEntry: false })).toBeUndefined();
  });
  it.each(["counter", "x".repeat(255), "ä\n"])("has a name that every file system takes, for %j", async (name) => {
    const lock = await withFileLock(join(folder, name), () => readdirSync(folder).find((other) => other !== "counter"));
    expect(lock).toMatch(/^\.corefile-studio-lock-[0-9a-f]{16}$/);
  });
});
