/** The scripts under bin where they are not run out of a clone with its packages: as an installed package, by pre-commit. */
import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launchers-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("as a package among others corefile-studio takes the types out of its files itself", () => {
  const own = join(folder, "node_modules/corefile-studio");
  for (const name of ["bin", "cli", "lib", "server", "package.json"])
    cpSync(join(ROOT, name), join(own, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(own, "node_modules"));
  symlinkSync(join(own, "bin/corefile-studio"), join(folder, "corefile-studio"));
  const input = ".:53 {\n    fooo\n}\n";
  const { status, stdout, stderr } = spawnSync(join(folder, "corefile-studio"), ["check", "-"], {
    input,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toContain("Unknown directive 'fooo'");
  expect(status).toBe(1);
});

describe("the script of pre-commit", () => {
  /** A clone without packages, whose command line only tells its arguments, and an npm that counts its calls. */
  function layOut(npm: string): { readonly script: string; readonly env: NodeJS.ProcessEnv } {
    mkdirSync(join(folder, "bin"));
    mkdirSync(join(folder, "path"));
    cpSync(join(ROOT, "bin/pre-commit"), join(folder, "bin/pre-commit"));
    const executable = { mode: 0o755 };
    writeFileSync(join(folder, "bin/corefile-studio"), '#!/bin/sh\necho "ran $*"\n', executable);
    writeFileSync(join(folder, "path/npm"), `#!/bin/sh\n${npm}`, executable);
    return {
      script: join(folder, "bin/pre-commit"),
      env: { ...process.env, PATH: `${join(folder, "path")}:${process.env.PATH}` },
    };
  }

  it("installs the packages once, though two hooks start at once, and runs the command line", async () => {
    const { script, env } = layOut(
      "echo x >> npm.log\nsleep 0.3\nmkdir node_modules\ntouch node_modules/.package-lock.json\n",
    );
    const runs = await Promise.all(["check a", "fmt b"].map((args) => run(script, args.split(" "), { env })));
    expect(runs.map(({ stdout }) => stdout)).toEqual(["ran check a\n", "ran fmt b\n"]);
    expect((await run(script, ["check"], { env })).stdout).toBe("ran check\n");
    expect(readFileSync(join(folder, "npm.log"), "utf8")).toBe("x\n");
  });
  it("ends with 2 when they cannot be installed, and tries again the next time", () => {
    const { script, env } = layOut("exit 1\n");
    expect(spawnSync(script, ["check"], { env }).status).toBe(2);
    expect(existsSync(join(folder, ".installing"))).toBe(false);
  });
});
