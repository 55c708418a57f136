/** check and fmt as a stranger runs them: the launcher, its exit codes, and what goes where. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CommandFolder } from "./_test/launcher.ts";

const folder = new CommandFolder();

const good = ".:53 {\n    whoami\n}\n";
const bad = ".:53 {\n    fooo\n}\n";
const told = "Error during parsing: Unknown directive 'fooo'";

describe("check", () => {
  it("ends with 0 when the Corefile of this folder is right", () => {
    folder.layOut({ Corefile: good });
    expect(folder.run("check --no-lint")).toEqual({ code: 0, out: "No problems in Corefile.\n", err: "" });
  });
  it("ends with 1 and CoreDNS's words when it is wrong, without colours", () => {
    folder.layOut({ Corefile: bad });
    const { code, out } = folder.run("check");
    expect(code).toBe(1);
    expect(out).toContain(`\nCorefile:2 - ${told}\n`);
    expect(out).not.toContain("\u001b");
  });
  it("ends with 2 when there is no Corefile, or the command line is wrong", () => {
    expect(folder.run("check")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("no such file or directory"),
    });
    expect(folder.run("check --frob")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("unknown option --frob"),
    });
    expect(folder.run("check .")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("neither a Corefile nor a manifest"),
    });
  });
  it("reads standard input: a Corefile, or a manifest", () => {
    expect(folder.run("check -", bad).out).toContain(`\n/dev/stdin:2 - ${told}\n`);
    expect(folder.run("check - --stdin-name dns/Corefile", bad).out).toContain(`\ndns/Corefile:2 - ${told}\n`);
    const manifest = JSON.stringify({ kind: "ConfigMap", data: { Corefile: bad } });
    expect(folder.run("check -", manifest).out).toContain(`\n/etc/coredns/Corefile:2 - ${told}\n`);
  });
  it("checks each file of a folder for itself, but for parts and charts", () => {
    folder.layOut({
      Corefile: `import part.corefile\n${good}`,
      "part.corefile": "(s) {\n    fooo\n}\n",
      "bad/Corefile": bad,
      "bad/dns.yaml": `kind: ConfigMap\ndata:\n  Corefile: |\n    .:53 {\n        fooo\n    }\n`,
      "chart/dns.yaml": "kind: ConfigMap\ndata:\n{{ range .x }}\n  Corefile: |\n",
    });
    const { code, out, err } = folder.run("check . --format json --no-lint");
    expect(code).toBe(1);
    const { problems } = JSON.parse(out) as { problems: { file: string; line: number }[] };
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(["bad/Corefile:2", "bad/dns.yaml:5"]);
    expect(err).toContain("chart/dns.yaml:3:1: skipped: this is not YAML");
  });
  it("is told that a template was asked for", () => {
    folder.layOut({ "chart.yaml": "kind: ConfigMap\ndata:\n{{ range .x }}\n" });
    expect(folder.run("check chart.yaml")).toMatchObject({ code: 2, err: expect.stringContaining("render it first") });
  });
  it("with --here says what depends on this machine, and starts nothing that stays", () => {
    folder.layOut({ Corefile: ".:53 {\n    bind 192.0.2.1\n}\n" });
    expect(folder.run("check").code).toBe(0);
    const { code, out } = folder.run("check --here");
    expect(code).toBe(1);
    expect(out).toContain("\nListen: listen tcp 192.0.2.1:53: bind: cannot assign requested address\n");
  });
  it("with --strict ends with 1 for warnings alone", () => {
    folder.layOut({
      Corefile: ".:53 {\n    hosts {\n        192.0.2.1 a.example.org\n    }\n    forward . 192.0.2.53\n}\n",
    });
    expect(folder.run("check").code).toBe(0);
    expect(folder.run("check --strict").code).toBe(1);
    expect(folder.run("check --strict --no-lint").code).toBe(0);
  });
  it("explains itself", () => {
    expect(folder.run("check --help")).toMatchObject({
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
    folder.layOut({ Corefile: ragged });
    expect(folder.run("fmt")).toEqual({ code: 0, out: tidy, err: "" });
    expect(folder.run("fmt -", ragged)).toEqual({ code: 0, out: tidy, err: "" });
    expect(readFileSync(join(folder.path, "Corefile"), "utf8")).toBe(ragged);
  });
  it("lists what is not formatted, or shows what would change", () => {
    folder.layOut({ a: ragged, b: tidy });
    expect(folder.run("fmt --check a b")).toEqual({ code: 1, out: "a\n", err: "" });
    expect(folder.run("fmt --check b")).toEqual({ code: 0, out: "", err: "" });
    expect(folder.run("fmt --diff a b")).toMatchObject({ code: 1, out: expect.stringContaining("-whoami   # me\n") });
  });
  it("writes", () => {
    folder.layOut({ Corefile: ragged });
    expect(folder.run("fmt -w")).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(join(folder.path, "Corefile"), "utf8")).toBe(tidy);
  });
  it("refuses what it cannot format, and leaves it", () => {
    folder.layOut({ Corefile: ".:53 {\n", "a.yaml": "kind: ConfigMap\n", latin: "" });
    writeFileSync(join(folder.path, "latin"), Buffer.from([0x23, 0xe4, 0x0a]));
    expect(folder.run("fmt -w")).toMatchObject({ code: 2, err: expect.stringContaining("Corefile:") });
    expect(folder.run("fmt a.yaml")).toMatchObject({ code: 2, err: expect.stringContaining("this is YAML or JSON") });
    expect(folder.run("fmt -w latin")).toMatchObject({ code: 2, err: expect.stringContaining("this is not UTF-8") });
    expect(folder.run("fmt nothing")).toMatchObject({
      code: 2,
      err: expect.stringContaining("no such file or directory"),
    });
    expect(readFileSync(join(folder.path, "latin"))).toEqual(Buffer.from([0x23, 0xe4, 0x0a]));
  });
});

describe("the launcher", () => {
  it("names its commands, and knows no others", () => {
    expect(folder.run("--help")).toMatchObject({ code: 0, out: expect.stringMatching(/ {2}check .*\n {2}fmt /) });
    expect(folder.run("constructor")).toMatchObject({
      code: 2,
      err: "corefile-studio: unknown command constructor; see corefile-studio --help\n",
    });
  });
});
