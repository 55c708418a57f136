/** `corefile-studio diff` as a stranger uses it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { CommandFolder, type Ran } from "./_test/launcher.ts";

const folder = new CommandFolder();
const run = (command: string, input = ""): Ran => folder.run(command, input);

const BEFORE = `example.org {
    hosts {
        192.0.2.80 www.example.org
        fallthrough
    }
    forward . 198.51.100.53 {
        max_fails 0
    }
}
`;
const AFTER = BEFORE.replace("        fallthrough\n", "");
const OTHER_TTL = BEFORE.replace("fallthrough", "ttl 60\n        fallthrough");

const reportSchema = z.object({
  asked: z.number(),
  changed: z.array(
    z.object({
      question: z.object({ text: z.string() }),
      kind: z.string(),
      before: z.object({ rcode: z.string(), plugin: z.string().optional() }),
      after: z.object({ rcode: z.string(), plugin: z.string().optional() }),
      cause: z.object({ by: z.string(), edits: z.array(z.object({ file: z.string(), beforeLine: z.number() })) }),
    }),
  ),
});

describe("two folders", () => {
  it("of the same answers: nothing changes, exit code 0", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": BEFORE.replace("example.org {", "example.org { # ours") });
    const { code, out } = run("diff a b");
    expect(out).toMatch(/^Identical for \d+ questions; not a proof\.\n/);
    expect(code).toBe(0);
  });

  it("of other answers: the line, the question, both answers and where ways part, exit code 1", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": AFTER });
    const { code, out } = run("diff a b");
    expect(out).toMatch(/^cause: Corefile:4\n {4}- {9}fallthrough\n/);
    expect(out).toContain(
      "✗ now fails: no-such-name.example.org A\n    asked of 198.51.100.53:53 (forward)  →  SERVFAIL (hosts)\n",
    );
    expect(out).toMatch(/ {4}step \d {2}before: hosts: .*\n {12}after: hosts: .*fallthrough is not set/);
    expect(out).toMatch(/\nOf \d+ questions: \d+ now fail/);
    expect(code).toBe(1);
  });

  it("as JSON", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": AFTER });
    const { code, out } = run("diff a b --format json");
    const { asked, changed } = reportSchema.parse(JSON.parse(out));
    expect(code).toBe(1);
    expect(asked).toBeGreaterThan(changed.length);
    expect(changed.find(({ question }) => question.text === "no-such-name.example.org A")).toMatchObject({
      kind: "fails",
      after: { rcode: "SERVFAIL", plugin: "hosts" },
      cause: { by: "asked", edits: [{ file: "Corefile", beforeLine: 4 }] },
    });
  });

  it("as a comment on a pull request", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": AFTER });
    const { out } = run("diff a b --format markdown");
    expect(out).toMatch(/^### DNS answers: <code>a<\/code> → <code>b<\/code>\n/);
    expect(out).toContain("\n```diff\n@@ Corefile:4 @@\n-        fallthrough\n```\n");
  });

  it.each([
    ["any", 1],
    ["plugin", 0],
    ["answer", 0],
    ["rcode", 0],
  ])("that differ in TTLs alone: --fail-on %s gives %i", (failOn, wanted) => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": OTHER_TTL });
    const { code, out } = run(`diff a b --fail-on ${failOn}`);
    expect(out).toContain("TTL only");
    expect(code).toBe(wanted);
  });

  it("explain both answers on request", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": AFTER });
    expect(run("diff a b --why").out).toMatch(/fell through[\s\S]*ends here with SERVFAIL/);
  });
});

describe("what cannot be compared has exit code 2", () => {
  it("a Corefile with which CoreDNS would not start, in its words", () => {
    folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": `${BEFORE}x {\n    nonesuch\n}\n` });
    const { code, err } = run("diff a b");
    expect(code).toBe(2);
    expect(err).toMatch(
      /^corefile-studio diff: CoreDNS would not start with b:\nCorefile:11:5: .*Unknown directive 'nonesuch'/,
    );
  });
  it.each([
    ["diff a", /two configurations are compared, not 1/],
    ["diff a nonesuch", /nonesuch: neither a file, nor a folder, nor a revision of git/],
    ["diff - -", /only one of the two can be standard input/],
    ["diff a a --fail-on everything", /--fail-on takes any, rcode, answer, plugin, not "everything"/],
    ["diff a a --format xml", /--format takes text, json, markdown, not "xml"/],
    ["diff a a --questions none.txt", /none\.txt: no such file or directory/],
    ["diff a a --questions odd.txt", /odd\.txt:2: a line is NAME/],
    ["diff a a --questions empty.txt", /empty\.txt: no questions/],
    ["diff a a --nonesuch", /unknown option --nonesuch/],
  ])("%s", (command, message) => {
    folder.layOut({ "a/Corefile": BEFORE, "odd.txt": "# ours\na.example A IN 5\n", "empty.txt": "# nothing\n" });
    const { code, err } = run(command);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});

test("questions of a file are asked instead, one on a line", () => {
  folder.layOut({
    "a/Corefile": BEFORE,
    "b/Corefile": AFTER,
    "asked.txt":
      "# what the shop asks\nwww.example.org\nwww.example.org A  # again\nb.example.org AAAA from 10.1.2.3\n",
  });
  const { asked, changed } = reportSchema.parse(JSON.parse(run("diff a b --format json --questions asked.txt").out));
  expect(asked).toBe(2);
  expect(changed.map(({ question }) => question.text)).toEqual(["b.example.org AAAA from 10.1.2.3"]);
});

test("questions of a log are asked once each, with how often they were asked", () => {
  const line = (name: string): string =>
    `[INFO] 10.1.2.3:40000 - 7 "A IN ${name}. udp 40 false 512" NOERROR qr,rd,ra 80 0.0001s`;
  const log = [line("b.example.org"), line("www.example.org"), line("b.example.org"), ""].join("\n");
  folder.layOut({ "a/Corefile": BEFORE, "b/Corefile": AFTER, "coredns.log": log });
  for (const { out } of [run("diff a b --questions coredns.log"), run("diff a b --questions -", log)]) {
    expect(out).toMatch(/now fails: b\.example\.org A .*\(asked 2 times\)/);
    expect(out).toMatch(/Of 2 questions \(asked 3 times\)/);
  }
});

test("standard input is a Corefile whose paths start here", () => {
  folder.layOut({ Corefile: BEFORE });
  expect(run("diff . -", BEFORE).code).toBe(0);
  expect(run("diff - Corefile", AFTER).out).toContain("cause: Corefile:4");
});

test("a manifest is what a pod would read", () => {
  const data = BEFORE.split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
  folder.layOut({
    Corefile: BEFORE,
    "map.yaml": `kind: ConfigMap\napiVersion: v1\nmetadata: {name: coredns, namespace: kube-system}\ndata:\n  Corefile: |\n${data}\n`,
  });
  const { code, out } = run("diff Corefile map.yaml");
  expect(out).toMatch(/^Identical/);
  expect(code).toBe(0);
});

describe("revisions of git", () => {
  const git = (...args: readonly string[]): void => {
    const settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    const { status, stderr } = spawnSync("git", [...settings, ...args], { cwd: folder.path, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  const commit = (files: Readonly<Record<string, string>>): void => {
    folder.layOut(files);
    git("add", "-A");
    git("commit", "-qm", "x");
  };
  const ZONE = "$TTL 60\n@ IN SOA ns h 1 2 3 4 5\n@ IN NS ns\nns IN A 192.0.2.53\n";

  it.each(["HEAD:dns/Corefile", "HEAD:dns", "HEAD:./dns/"])("are folders, with all their files: %s", (side) => {
    git("init", "-q");
    commit({ "dns/Corefile": "example.org {\n    file db\n}\n", "dns/db": ZONE });
    folder.layOut({ "dns/db": ZONE.replace(".53", ".54") });
    const { code, out } = folder.run(`diff ${side} dns`);
    expect(out).toMatch(/^cause: db:4\n/);
    expect(out).toContain("NOERROR 192.0.2.53 (file)  →  NOERROR 192.0.2.54 (file)");
    expect(code).toBe(1);
  });

  it("are compared with one another, also where the folder has gone", () => {
    git("init", "-q");
    commit({ "old/Corefile": BEFORE });
    git("mv", "old", join("new"));
    commit({ "new/Corefile": AFTER });
    const { code, out } = run("diff HEAD~1:old/Corefile HEAD:new/Corefile");
    expect(out).toContain("cause: Corefile:4");
    expect(code).toBe(1);
  });

  it("stand for this folder by themselves", () => {
    git("init", "-q");
    commit({ Corefile: BEFORE });
    folder.layOut({ Corefile: AFTER });
    expect(run("diff HEAD . --fail-on rcode").code).toBe(1);
  });

  it.each([
    ["diff HEAD:none/Corefile .", /HEAD:none\/Corefile: HEAD has no none\/Corefile/],
    ["diff nonesuch: .", /nonesuch:: neither a file, nor a folder, nor a revision of git/],
  ])("%s", (command, message) => {
    git("init", "-q");
    commit({ Corefile: BEFORE });
    const { code, err } = run(command);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});
