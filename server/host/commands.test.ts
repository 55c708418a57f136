import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commandsIn } from "./commands.ts";

const folder = mkdtempSync(join(tmpdir(), "commands-"));
const systemCommands = commandsIn(folder);
writeFileSync(join(folder, "plain.txt"), "");
afterAll(() => rmSync(folder, { recursive: true }));

const node = process.execPath;

test.each([
  ["ends well", [node, "-e", ""], undefined],
  ["ends with a code", [node, "-e", "process.exit(3)"], "exit status 3"],
  ["is ended", [node, "-e", "process.kill(process.pid, 'SIGKILL')"], "signal: killed"],
  ["is not in the PATH", ["no-such-program-here"], 'exec: "no-such-program-here": executable file not found in $PATH'],
  ["is not where it should be", ["./no-such"], "fork/exec ./no-such: no such file or directory"],
  ["may not be run", ["./plain.txt"], "fork/exec ./plain.txt: permission denied"],
])("a command that %s", async (_, [program = "", ...words], failure) => {
  expect(await systemCommands.run({ program, arguments: words })).toBe(failure);
});

test("a command in the background is not waited for", async () => {
  const startedMs = performance.now();
  const sleeping = { program: node, arguments: ["-e", "setTimeout(() => undefined, 2000)"] };
  expect(await systemCommands.start(sleeping)).toBeUndefined();
  expect(performance.now() - startedMs).toBeLessThan(1500);
  expect(await systemCommands.start({ program: "./no-such", arguments: [] })).toMatch(/^fork\/exec/);
});

test("commands run in the folder", async () => {
  await systemCommands.run({ program: "cp", arguments: ["plain.txt", "copy.txt"] });
  expect(readFileSync(join(folder, "copy.txt"), "utf8")).toBe("");
});
