import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { keepProcess } from "./kept-process.ts";

const MODULE = resolve(import.meta.dirname, "kept-process.ts");
const newFolder = (): string => mkdtempSync(join(tmpdir(), "kept-"));
const quiet = { onOutput: () => undefined, onError: () => undefined };
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("its lines are told, and its folder is gone when it has ended", async () => {
  const [folder, said, wrong] = [newFolder(), [] as string[], [] as string[]];
  const command = ["/bin/sh", "-c", "pwd; echo no >&2; exit 3"];
  const kept = keepProcess({
    ...{ command, folder, environment: {} },
    onOutput: (line) => said.push(line),
    onError: (line) => wrong.push(line),
  });
  expect(await kept.ended).toBe(3);
  expect([said, wrong, existsSync(folder)]).toEqual([[folder], ["no"], false]);
});

test("it ends when it is told to, and sees no variable that it was not given", async () => {
  const folder = newFolder();
  let pid = 0;
  const kept = keepProcess({
    command: ["/bin/sh", "-c", 'echo "$$ $HOME $GIVEN"; exec sleep 100'],
    folder,
    environment: { GIVEN: "given" },
    onOutput: (line) => {
      pid = Number(line.split(" ")[0]);
      expect(line).toBe(`${pid}  given`);
      kept.end();
    },
    onError: () => undefined,
  });
  expect(await kept.ended).toBe(137);
  expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]);
});

test("a program that is not there has no folder either", async () => {
  const folder = newFolder();
  expect(await keepProcess({ command: ["/nowhere/coredns"], folder, environment: {}, ...quiet }).ended).toBe(127);
  expect(existsSync(folder)).toBe(false);
});

test("whoever kills its owner leaves neither the program nor its folder", async () => {
  const [folder, other] = [newFolder(), newFolder()];
  const pidFile = join(other, "pid");
  const owner = join(other, "owner.ts");
  const command = JSON.stringify(["/bin/sh", "-c", `echo $$ > ${pidFile}; exec sleep 100`]);
  writeFileSync(
    owner,
    `import { keepProcess } from ${JSON.stringify(MODULE)};
keepProcess({ command: ${command}, folder: ${JSON.stringify(folder)}, environment: {}, onOutput() {}, onError() {} });
setInterval(() => {}, 1000);\n`,
  );
  const child = spawn(process.execPath, [owner], { stdio: "ignore" });
  await vi.waitFor(() => expect(readFileSync(pidFile, "utf8")).toMatch(/\n$/), { timeout: 20_000 });
  const pid = Number(readFileSync(pidFile, "utf8"));
  expect(isAlive(pid)).toBe(true);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect([isAlive(pid), existsSync(folder)]).toEqual([false, false]), { timeout: 20_000 });
}, 60_000);
