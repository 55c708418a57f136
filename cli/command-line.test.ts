/** check and fmt as a stranger runs them: the launcher, its exit codes, and what goes where. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const LAUNCHER = resolve(import.meta.dirname, "../bin/corefile-studio");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "command-line-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function layOut(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function run(command: string, input = ""): { code: number | null; out: string; err: string } {
  const [, ...args] = `x ${command}`.split(" ");
  const { status, stdout, stderr } = spawnSync(LAUNCHER, args, { cwd: folder, input, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const good = ".:53 {\n    whoami\n}\n";
const bad = ".:53 {\n    fooo\n}\n";
const told = "Error during parsing: Unknown directive 'fooo'";

describe("check", () => {
  it("ends with 0 when the Corefile of this folder is right", () => {
    layOut({ Corefile: good });
    expect(run("check --no-lint")).toEqual({ code: 0, out: "No problems in Corefile.\n", err: "" });
  });
  it("ends with 1 and CoreDNS's words when it is wrong, without colours", () => {
    layOut({ Corefile: bad });
    const { code, out } = run("check");
    expect(code).toBe(1);
    expect(out).toContain(`\nCorefile:2 - ${told}\n`);
    expect(out).not.toContain("\u001b");
  });
  it("ends with 2 when there is no Corefile, or the command line is wrong", () => {
    expect(run("check")).toMatchObject({ code: 2, out: "", err: expect.stringContaining("no such file or directory") });
    expect(run("check --frob")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("unknown option --frob"),
    });
    expect(run("check .")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("neither a Corefile nor a manifest"),
    });
  });
  it("reads standard input: a Corefile, or a manifest", () => {
    expect(run("check -", bad).out).toContain(`\n/dev/stdin:2 - ${told}\n`);
    expect(run("check - --stdin-name dns/Corefile", bad).out).toContain(`\ndns/Corefile:2 - ${told}\n`);
    const manifest = JSON.stringify({ kind: "ConfigMap", data: { Corefile: bad } });
    expect(run("check -", manifest).out).toContain(`\n/etc/coredns/Corefile:2 - ${told}\n`);
  });
  it("checks each file of a folder for itself, but for parts and charts", () => {
    layOut({
      Corefile: `import part.corefile\n${good}`,
      "part.corefile": "(s) {\n    fooo\n}\n",
      "bad/Corefile": bad,
      "bad/dns.yaml": `kind: ConfigMap\ndata:\n  Corefile: |\n    .:53 {\n        fooo\n    }\n`,
      "chart/dns.yaml": "kind: ConfigMap\ndata:\n{{ range .x }}\n  Corefile: |\n",
    });
    const { code, out, err } = run("check . --format json --no-lint");
    expect(code).toBe(1);
    const { problems } = JSON.parse(out) as { problems: { file: string; line: number }[] };
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(["bad/Corefile:2", "bad/dns.yaml:5"]);
    expect(err).toContain("chart/dns.yaml:3:1: skipped: this is not YAML");
  });
  it("is told that a template was asked for", () => {
    layOut({ "chart.yaml": "kind: ConfigMap\ndata:\n{{ range .x }}\n" });
    expect(run("check chart.yaml")).toMatchObject({ code: 2, err: expect.stringContaining("render it first") });
  });
  it("with --here says what depends on this machine, and starts nothing that stays", () => {
    layOut({ Corefile: ".:53 {\n    bind 192.0.2.1\n}\n" });
    expect(run("check").code).toBe(0);
    const { code, out } = run("check --here");
    expect(code).toBe(1);
    expect(out).toContain("\nListen: listen tcp 192.0.2.1:53: bind: cannot assign requested address\n");
  });
  it("with --strict ends with 1 for warnings alone", () => {
    layOut({ Corefile: ".:53 {\n    hosts {\n        192.0.2.1 a.example.org\n    }\n    forward . 192.0.2.53\n}\n" });
    expect(run("check").code).toBe(0);
    expect(run("check --strict").code).toBe(1);
    expect(run("check --strict --no-lint").code).toBe(0);
  });
  it("explains itself", () => {
    expect(run("check --help")).toMatchObject({
      code: 0,
      out: expect.stringContaining("Usage: corefile-studio check"),
      err: "",
    });
  });
});

describe("fmt", () => {
  const ragged = ".:53 {\nwhoami   # me\n}";
  const tidy = ".:53 {\n    whoami # me\n}\n";
  it("prints the formatted text, and leaves the file", () => {
    layOut({ Corefile: ragged });
    expect(run("fmt")).toEqual({ code: 0, out: tidy, err: "" });
    expect(run("fmt -", ragged)).toEqual({ code: 0, out: tidy, err: "" });
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe(ragged);
  });
  it("lists what is not formatted, or shows what would change", () => {
    layOut({ a: ragged, b: tidy });
    expect(run("fmt --check a b")).toEqual({ code: 1, out: "a\n", err: "" });
    expect(run("fmt --check b")).toEqual({ code: 0, out: "", err: "" });
    expect(run("fmt --diff a b")).toMatchObject({ code: 1, out: expect.stringContaining("-whoami   # me\n") });
  });
  it("writes", () => {
    layOut({ Corefile: ragged });
    expect(run("fmt -w")).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(join(folder, "Corefile"), "utf8")).toBe(tidy);
  });
  it("refuses what it cannot format, and leaves it", () => {
    layOut({ Corefile: ".:53 {\n", "a.yaml": "kind: ConfigMap\n", latin: "" });
    writeFileSync(join(folder, "latin"), Buffer.from([0x23, 0xe4, 0x0a]));
    expect(run("fmt -w")).toMatchObject({ code: 2, err: expect.stringContaining("Corefile:") });
    expect(run("fmt a.yaml")).toMatchObject({ code: 2, err: expect.stringContaining("this is YAML or JSON") });
    expect(run("fmt -w latin")).toMatchObject({ code: 2, err: expect.stringContaining("this is not UTF-8") });
    expect(run("fmt nothing")).toMatchObject({ code: 2, err: expect.stringContaining("no such file or directory") });
    expect(readFileSync(join(folder, "latin"))).toEqual(Buffer.from([0x23, 0xe4, 0x0a]));
  });
});

describe("the launcher", () => {
  it("names its commands, and knows no others", () => {
    expect(run("--help")).toMatchObject({ code: 0, out: expect.stringMatching(/ {2}check .*\n {2}fmt /) });
    expect(run("constructor")).toMatchObject({
      code: 2,
      err: "corefile-studio: unknown command constructor; see corefile-studio --help\n",
    });
  });
});
