/** Where the output goes to a disk that is full, to a reader that has read enough, or to a terminal. */
import { spawnSync } from "node:child_process";
import {
  chownSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runFmt } from "./fmt.ts";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");
const wicked = "\u001b]0;owned\u0007\u009b2J\u202e";
const STEERING = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "output-"));
  writeFileSync(join(folder, "Corefile"), ".:53 {\nwhoami\n}\n");
  writeFileSync(join(folder, "Unknown"), ".:53 {\n    fooo\n}\n");
  // More than a pipe holds.
  writeFileSync(join(folder, "Long"), `.:53 {\n${"    # a comment of some length\n".repeat(20_000)}}\n`);
  writeFileSync(join(folder, "Wicked"), `.:53 {\n    fo${wicked}oo\n}\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a line of a shell, with `studio` for the launcher. */
function shell(line: string): { code: number | null; out: string; err: string } {
  const script = `studio() { "${LAUNCHER}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** What fmt prints to a terminal. */
async function shownByFmt(args: readonly string[]): Promise<string> {
  const { isTTY } = process.stdout;
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  process.stdout.isTTY = true;
  try {
    await runFmt(args);
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    process.stdout.isTTY = isTTY;
    write.mockRestore();
  }
}

describe("a disk that is full", () => {
  const commands: readonly string[] = [
    "fmt",
    "fmt --check",
    "fmt --diff",
    "fmt Long",
    "check Unknown",
    "check --format json Unknown",
    "query example.org",
    "query --json example.org",
    "--help",
  ];
  it.each(commands)("is told and ends with 2: %s", (command) => {
    const { code, err } = shell(`studio ${command} > /dev/full`);
    expect(err).toBe("corefile-studio: cannot write the output: no space left on device\n");
    expect(code).toBe(2);
  });
});

describe("a reader that has read enough", () => {
  const commands: Readonly<Record<string, number>> = {
    "fmt Long": 0,
    "fmt --diff Long Corefile": 1,
    "check Unknown": 1,
    "query example.org": 0,
  };
  it.each(Object.entries(commands))("changes neither the exit code nor anything else: %s", (command, code) => {
    const { out, err } = shell(`{ studio ${command}; echo "ended with $?" >&2; } | true`);
    expect(out).toBe("");
    expect(err).toBe(`ended with ${code}\n`);
  });
  it("has what it read", () => {
    expect(shell("studio fmt Long | head -1")).toEqual({ code: 0, out: ".:53 {\n", err: "" });
  });
});

describe("what a Corefile holds", () => {
  it("steers no terminal through check, in no format", () => {
    for (const format of ["text", "json", "junit", "sarif"]) {
      const { code, out, err } = shell(`studio check --format ${format} Wicked`);
      expect([format, code, STEERING.test(out), STEERING.test(err)]).toEqual([format, 1, false, false]);
    }
    expect(shell("studio check Wicked").out).toContain("fo\\x1b]0;owned\\x07\\x9b2J\\u202eoo");
  });
  it("steers none through query", () => {
    writeFileSync(
      join(folder, "Answers"),
      `.:53 {\n    template ANY ANY {\n        answer "{{ .Name }} 1 IN TXT \\"${wicked}\\""\n    }\n}\n`,
    );
    for (const options of ["-conf Wicked", "-conf Answers --why", "-conf Answers --why --json"]) {
      const { out, err } = shell(`studio query ${options} example.org TXT`);
      expect([options, STEERING.test(out), STEERING.test(err)]).toEqual([options, false, false]);
      expect(out + err).toContain("owned");
    }
  });
  it("is escaped where fmt shows a difference on a terminal, and whole where a program reads it", async () => {
    writeFileSync(join(folder, "Wicked"), `.:53 {\nfo${wicked}oo\n}\n`);
    expect(await shownByFmt(["--diff", join(folder, "Wicked")])).toContain("-fo\\x1b]0;owned\\x07\\x9b2J\\u202eoo");
    expect(shell("studio fmt --diff Wicked").out).toContain(`-fo${wicked}oo`);
    expect(shell("studio fmt Wicked").out).toBe(`.:53 {\n    fo${wicked}oo\n}\n`);
  });
});

describe("fmt -w", () => {
  const tidy = ".:53 {\n    whoami\n}\n";
  const corefile = (): string => join(folder, "Corefile");
  it("writes through links and keeps all names of the file", () => {
    linkSync(corefile(), join(folder, "other"));
    symlinkSync("Corefile", join(folder, "link"));
    expect(shell("studio fmt -w link")).toEqual({ code: 0, out: "", err: "" });
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
    for (const name of ["Corefile", "other"]) expect(readFileSync(join(folder, name), "utf8")).toBe(tidy);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
  it("keeps the owner", () => {
    if (process.getuid?.() === 0) chownSync(corefile(), 65_534, 65_534);
    const { uid, gid, mode } = statSync(corefile());
    expect(shell("studio fmt -w").code).toBe(0);
    expect(readFileSync(corefile(), "utf8")).toBe(tidy);
    expect(statSync(corefile())).toMatchObject({ uid, gid, mode });
  });
  it("says why it cannot write, and leaves the file", () => {
    const before = readFileSync(corefile(), "utf8");
    const { code, err } = shell("trap '' XFSZ; ulimit -f 0; studio fmt -w");
    expect(code).toBe(2);
    expect(err).toMatch(/^corefile-studio fmt: Corefile: EFBIG/);
    expect(readFileSync(corefile(), "utf8")).toBe(before);
  });
});
