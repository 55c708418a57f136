/** The launcher as a stranger runs it, in a folder of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach } from "vitest";

const LAUNCHER = resolve(import.meta.dirname, "../../bin/corefile-studio");
const MOST_MS = 30_000;

/** What a command gave. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder that is new for each test of a file. */
export class CommandFolder {
  path = "";

  constructor() {
    beforeEach(() => {
      this.path = mkdtempSync(join(tmpdir(), "command-line-"));
    });
    afterEach(() => rmSync(this.path, { recursive: true }));
  }

  /** Writes files, by their paths in the folder. */
  layOut(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
  }

  /** Runs a command, its words parted by single blanks, to its end. */
  run(command: string, input = ""): Ran {
    const [, ...args] = `x ${command}`.split(" ");
    const options = { cwd: this.path, input, encoding: "utf8", timeout: MOST_MS } as const;
    const { status, stdout, stderr } = spawnSync(LAUNCHER, args, options);
    return { code: status, out: stdout, err: stderr };
  }
}
