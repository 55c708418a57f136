import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type CheckSettings, checkSubject } from "./check-subject.ts";
import type { Finding } from "./finding.ts";
import { type Subject, subjectsOf } from "./subject.ts";

const settings: CheckSettings = { here: false, lint: false, defaultPort: 53 };
const folder = mkdtempSync(join(tmpdir(), "check-subject-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The configurations in some files, by their names. */
async function subjects(files: Readonly<Record<string, string>>): Promise<readonly Subject[]> {
  const inputs = Object.entries(files).map(([name, text]) => ({ name, text, foundIn: undefined }));
  return (await subjectsOf(inputs)).subjects;
}

async function findings(
  text: string,
  changes: Partial<CheckSettings> = {},
  name = "Corefile",
): Promise<readonly Finding[]> {
  const [subject] = await subjects({ [name]: text });
  if (subject === undefined) throw new Error("no configuration");
  return (await checkSubject(subject, { ...settings, ...changes })).findings;
}

const brief = (found: readonly Finding[]): string[] =>
  found.map(({ file, line, column, severity, message }) => `${file}:${line}:${column} ${severity} ${message}`);

describe("a Corefile", () => {
  it("without problems has no findings", async () => {
    expect(await findings(".:53 {\n    errors\n    whoami\n}\n")).toEqual([]);
  });
  it("has its problems in CoreDNS's order, which is that of plugin.cfg", async () => {
    const corefile = "a.example.org {\n    cache 1 2 3\n    errors x y\n}\nb.example.org {\n    fooo\n}\n";
    expect((await findings(corefile)).map(({ message }) => message)).toEqual([
      "Corefile:6 - Error during parsing: Unknown directive 'fooo'",
      "plugin/errors: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'y'",
    ]);
  });
  it("has what depends on the machine as information behind the errors", async () => {
    const corefile = ".:53 {\n    import /nowhere/a.conf\n    fooo\n}\n";
    expect(brief(await findings(corefile))).toEqual([
      "Corefile:3:5 error Corefile:3 - Error during parsing: Unknown directive 'fooo'",
      "Corefile:2:12 information Corefile:2 - Error during parsing: File to import not found: /nowhere/a.conf",
    ]);
  });
  it("has it in its place as an error when the machine counts", async () => {
    const corefile = ".:53 {\n    import /nowhere/a.conf\n    fooo\n}\n";
    expect(brief(await findings(corefile, { here: true }))).toEqual([
      "Corefile:2:12 error Corefile:2 - Error during parsing: File to import not found: /nowhere/a.conf",
      "Corefile:3:5 error Corefile:3 - Error during parsing: Unknown directive 'fooo'",
    ]);
  });
  it("is not blamed for what only our engine does not do", async () => {
    const found = await findings("tls://.:853 {\n    whoami\n}\nquic://.:853 {\n    whoami\n}\n");
    expect(found.filter(({ severity }) => severity !== "error")).toEqual([]);
  });
  it("has a mistake in a snippet once, however often it is imported", async () => {
    const corefile =
      "(s) {\n    cache abc def {\n        prefetch\n    }\n}\na {\n    import s\n}\nb {\n    import s\n}\n";
    expect(await findings(corefile)).toHaveLength(1);
  });
  it("is told of variables that are not set", async () => {
    const [found] = await findings(".:53 {\n    forward . {$NOT_SET_ANYWHERE}\n}\n");
    expect(found?.help).toContain("The environment variable NOT_SET_ANYWHERE is not set here");
  });
  it("is told that it may be a template", async () => {
    const [found] = await findings(".:53 {\n    {% if x %}\n    errors\n}\n");
    expect(found?.help).toContain("is a placeholder that Jinja2");
  });
  it("has lint's findings behind all of CoreDNS's, with fixes", async () => {
    const corefile =
      ".:53 {\n    hosts {\n        192.0.2.1 a.example.org\n    }\n    forward . 192.0.2.53\n    fooo\n}\n";
    const found = await findings(corefile, { lint: true });
    expect(found.map(({ severity }) => severity)).toEqual(["error", "warning"]);
    expect(found[1]?.fixes?.[0]?.edits[0]?.place).toMatchObject({ file: "Corefile", line: 4 });
  });
});

describe("here", () => {
  it("a port that is taken is CoreDNS's error", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const corefile = `.:${port} {\n    bind 127.0.0.1\n    whoami\n}\n`;
    const told = `Listen: listen tcp 127.0.0.1:${port}: bind: address already in use`;
    expect(brief(await findings(corefile, { here: true }))).toEqual([`Corefile:1:1 error ${told}`]);
    expect(await findings(corefile)).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("a manifest", () => {
  const manifest = `kind: ConfigMap
metadata:
  name: coredns
data:
  Corefile: |
    .:53 {
        errors
        hosts /etc/coredns/NodeHosts
        import /etc/coredns/custom/*.override
    }
  NodeHosts: |
    192.0.2.1 a
`;
  const custom = `kind: ConfigMap
metadata: {name: coredns-custom}
data:
  x.override: |
    hosts {
      fallthrough
    }
    fooo
`;
  it("has its problems at its own lines, also those of additions in another file", async () => {
    const [subject, ...others] = await subjects({ "coredns.yaml": manifest, "custom.yaml": custom });
    expect(others).toEqual([]);
    if (subject === undefined) throw new Error("no configuration");
    expect(brief((await checkSubject(subject, settings)).findings)).toEqual([
      "custom.yaml:8:5 error /etc/coredns/custom/x.override:4 - Error during parsing: Unknown directive 'fooo'",
      "custom.yaml:5:5 error plugin/hosts: this plugin can only be used once per Server Block",
    ]);
  });
  it("with additions alone is not blamed for the Corefile around them, which is ours", async () => {
    const alone = "kind: ConfigMap\nmetadata: {name: coredns-custom}\ndata:\n  x.override: |\n    log\n";
    expect(await findings(alone, { lint: true }, "custom.yaml")).toEqual([]);
  });
  it("has ends on the line of the last character", async () => {
    const [found] = await findings(custom, {}, "custom.yaml");
    expect(found).toMatchObject({ file: "custom.yaml", line: 8, column: 5, endLine: 8, endColumn: 9 });
  });
  it("sees nothing of this machine's own /etc/coredns", async () => {
    const found = await findings(
      manifest.replace("NodeHosts\n", "Missing\n"),
      { here: true, defaultPort: 0 },
      "a.yaml",
    );
    expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  });
  it("keeps only the fixes that stay on their line", async () => {
    const found = await findings(
      "kind: ConfigMap\ndata:\n  Corefile: |\n    .:53 {\n        hosts {\n          192.0.2.1 a\n        }\n        forward . 192.0.2.53\n    }\n",
      { lint: true },
      "a.yaml",
    );
    const edits = found.flatMap(({ fixes = [] }) => fixes).flatMap((fix) => fix.edits);
    expect(edits.filter(({ text }) => text.includes("\n"))).toEqual([]);
  });
});

it("files that are imported are named, so that they are not taken for Corefiles", async () => {
  writeFileSync(join(folder, "common.corefile"), "errors\n");
  const [subject] = await subjects({ [join(folder, "Corefile")]: ".:53 {\n    import common.corefile\n}\n" });
  if (subject === undefined) throw new Error("no configuration");
  expect((await checkSubject(subject, settings)).imported).toEqual([join(folder, "common.corefile")]);
});

describe("a Corefile for an earlier release", () => {
  const corefile = [
    "quic://example.org {",
    "    whoami",
    "}",
    ".:53 {",
    "    multisocket 2",
    "    forward . 192.0.2.53 {",
    "        failover SERVFAIL",
    "    }",
    "}",
    "",
  ].join("\n");
  const at = (release: string): Partial<CheckSettings> => ({ lint: true, release: { release, notes: [] } });
  const words = (found: readonly Finding[]): string[] => found.map(({ message, help }) => `${message} | ${help}`);

  it("is told what came later, in the words of that release, with the release that brought it", async () => {
    expect(words(await findings(corefile, at("1.10.1")))).toEqual([
      "Corefile:5 - Error during parsing: Unknown directive 'multisocket' | multisocket came with CoreDNS 1.12.0; this folder is for 1.10.1.",
      "plugin/forward: Corefile:7 - Error during parsing: unknown property 'failover' | failover came with CoreDNS 1.13.0; this folder is for 1.10.1.",
      'CoreDNS 1.10.1 does not know the scheme quic:// and serves a zone named "quic://example.org" instead. | quic:// came with CoreDNS 1.11.0; this folder is for 1.10.1.',
    ]);
  });
  it("is told the first problem in the order of that release", async () => {
    const wrong = ". {\n    cache {\n        what\n    }\n    acl {\n        allow what\n    }\n}\n";
    const first = async (release: string) => (await findings(wrong, at(release)))[0]?.code;
    expect([await first("1.14.1"), await first("1.14.2"), await first("1.14.7")]).toEqual([
      "acl.unknown-clause",
      "cache.unknown-property",
      "acl.unknown-clause",
    ]);
  });
  it("is for the release in studio.yaml beside it, before which that of the command line goes", async () => {
    writeFileSync(join(folder, "studio.yaml"), "release: 1.11.3\n");
    const [subject] = await subjects({ [join(folder, "Corefile")]: ".:53 {\n    multisocket\n}\n" });
    if (subject === undefined) throw new Error("no configuration");
    const found = async (changes: Partial<CheckSettings>) =>
      (await checkSubject(subject, { ...settings, ...changes })).findings.map(({ code }) => code);
    expect(await found({})).toEqual(["unknown-directive"]);
    expect(await found({ release: { release: "1.12.0", notes: [] } })).toEqual([]);
  });
  it("is told of a property that came later where CoreDNS takes it for an entry and skips it", async () => {
    const hosts = ". {\n    hosts {\n        192.0.2.1 a.example.org\n        fallthrough_unsupported\n    }\n}\n";
    expect(words(await findings(hosts, at("1.11.3")))).toEqual([
      '"fallthrough_unsupported" is neither an address nor a property of hosts, so the line is skipped. | fallthrough_unsupported came with CoreDNS 1.14.7; this folder is for 1.11.3.',
    ]);
  });
  it("has what that release knew and the newest does not", async () => {
    const old =
      "cluster.local {\n    federation cluster.local {\n        prod example.org\n    }\n    file db.example.org {\n        transfer to *\n    }\n}\n";
    expect(await findings(old, { release: { release: "1.6.7", notes: [] } })).toEqual([]);
    expect((await findings(old)).map(({ code }) => code)).toEqual(["unknown-directive", "file.unknown-property"]);
  });
});
