/** A copy of the project in which sources are broken on purpose: whatever ends a run, the working tree stays as it is. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Mutant } from "./mutants.ts";

/** What became of a mutant: tests failed, or all passed, or it never ended, or the compiler does not take it. */
export type Verdict = "killed" | "survived" | "timed out" | "refused";

/** Which tests are run: those of these folders that can see a file. */
export interface Trial {
  readonly file: string;
  readonly folders: readonly string[];
  readonly timeoutMs: number;
}

const COMPILE_TIMEOUT_MS = 120_000;
const CONFIG = "vitest.mutation.config.ts";

/** One copy; `remove` it at the end. */
export class ScratchTree {
  readonly #folder = mkdtempSync(join(tmpdir(), "corefile-studio-mutate-"));
  #running: ChildProcess | undefined;

  constructor(root: string) {
    const options = { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], options);
    for (const path of listed.split("\0")) {
      if (path === "" || !existsSync(join(root, path))) continue;
      mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
      cpSync(join(root, path), join(this.#folder, path));
    }
    symlinkSync(join(root, "node_modules"), join(this.#folder, "node_modules"));
  }

  /** Runs the tests while the file is broken. */
  async try(mutant: Mutant, trial: Omit<Trial, "file">): Promise<Verdict> {
    return this.#broken(mutant, () => this.test({ file: mutant.file, ...trial }));
  }

  /** True when the compiler does not take the broken file. */
  async isRefused(mutant: Mutant, project: string): Promise<boolean> {
    const tsc = ["node_modules/typescript/bin/tsc", "-p", project, "--noEmit"];
    return this.#broken(mutant, async () => (await this.#run(tsc, COMPILE_TIMEOUT_MS)) === "killed");
  }

  /** Runs the tests as the tree is; without one that sees the file it survives. */
  async test({ file, folders, timeoutMs }: Trial): Promise<Verdict> {
    const include = JSON.stringify(folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`));
    const isPure = folders.every((folder) => folder.startsWith("lib/"));
    const config = `import base from "./vitest.config.ts";
const { projects, ...test } = base.test;
export default { ...base, test: { ...test, include: ${include}, isolate: ${!isPure} } };
`;
    writeFileSync(join(this.#folder, CONFIG), config);
    const limits = ["--bail=1", "--maxWorkers=1", "--cache=false"];
    const args = [
      "node_modules/vitest/vitest.mjs",
      "related",
      file,
      "--run",
      "--passWithNoTests",
      "--config",
      CONFIG,
      "--reporter=dot",
      ...limits,
    ];
    return this.#run(args, timeoutMs);
  }

  /** Ends what is under way and removes the copy. */
  remove(): void {
    this.#stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #broken<Result>({ file, start, end, text }: Mutant, look: () => Promise<Result>): Promise<Result> {
    const path = join(this.#folder, file);
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, `${whole.slice(0, start)}${text}${whole.slice(end)}`);
    try {
      return await look();
    } finally {
      writeFileSync(path, whole);
    }
  }

  #run(args: readonly string[], timeoutMs: number): Promise<Verdict> {
    // A process group of its own: what loops for ever is a worker of it.
    const options = { cwd: this.#folder, detached: true, stdio: "ignore" } as const;
    const child = spawn(process.execPath, args, options);
    this.#running = child;
    return new Promise((settle, fail) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        this.#stop();
      }, timeoutMs);
      child.once("error", fail);
      child.once("exit", (code) => {
        clearTimeout(timer);
        this.#running = undefined;
        settle(isLate ? "timed out" : code === 0 ? "survived" : "killed");
      });
    });
  }

  #stop(): void {
    const pid = this.#running?.pid;
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  }
}
