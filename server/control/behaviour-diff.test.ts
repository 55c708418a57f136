import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CompareRequest, compareReplySchema, compareRequestSchema } from "../../lib/api/behaviour-diff.ts";
import type { StudioEvent } from "../../lib/api/events.ts";
import { Studio } from "./studio.ts";

const SAVED = "example.org {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n}\n";
const EDITED = SAVED.replace("192.0.2.1 ", "192.0.2.2 ");

let home: string;
let folder: string;
let studio: Studio;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "compare-")));
  folder = join(home, "mine");
  mkdirSync(folder);
  writeFileSync(join(folder, "Corefile"), SAVED);
  studio = new Studio({ folder, home });
});
afterEach(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
});

/** The reply as the page gets it. */
async function compare(request: Omit<CompareRequest, "id">, id = "diff-1", signal = new AbortController().signal) {
  const checked = compareRequestSchema.parse({ id, ...request });
  return compareReplySchema.parse(JSON.parse(JSON.stringify(await studio.compare(checked, "window", signal))));
}

const EXPECTED = {
  kind: "compared",
  compared: {
    changes: expect.arrayContaining([
      expect.objectContaining({
        question: expect.objectContaining({ text: "www.example.org A" }),
        kind: "answer",
        before: expect.objectContaining({ answer: [expect.objectContaining({ rdata: "192.0.2.1" })] }),
        after: expect.objectContaining({ answer: [expect.objectContaining({ rdata: "192.0.2.2" })] }),
        cause: { by: "asked", changes: [0] },
      }),
    ]),
    edits: [{ file: "Corefile", beforeLine: 3 }],
  },
};

describe("the texts of the page are compared with", () => {
  it("what is saved", async () => {
    const reply = await compare({ before: { kind: "disk" }, drafts: { Corefile: EDITED } });
    expect(reply).toMatchObject({ ...EXPECTED, before: "saved" });
  });

  it("texts alone", async () => {
    const before = { kind: "texts", title: "before lunch", corefile: "Corefile", texts: { Corefile: SAVED } } as const;
    writeFileSync(join(folder, "Corefile"), EDITED);
    expect(await compare({ before, drafts: {} })).toMatchObject({ ...EXPECTED, before: "before lunch" });
  });

  it("a revision of git, which needs not be on the disk", async () => {
    const git = (...args: readonly string[]): unknown =>
      execFileSync(
        "git",
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", ...args],
        { cwd: folder },
      );
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "x");
    writeFileSync(join(folder, "Corefile"), EDITED);
    expect(await compare({ before: { kind: "revision", revision: "HEAD" }, drafts: {} })).toMatchObject({
      ...EXPECTED,
      before: "HEAD",
    });
    await expect(compare({ before: { kind: "revision", revision: "nonesuch" }, drafts: {} })).rejects.toMatchObject({
      message: "nonesuch: git has no revision nonesuch",
    });
  });

  it("an example as it ships", async () => {
    studio.open({ kind: "example", name: "hosts-trap" });
    const { text } = studio.readFile("Corefile");
    const edited = text?.replace("fallthrough", "# fallthrough") ?? "";
    expect(await compare({ before: { kind: "example" }, drafts: { Corefile: edited } })).toMatchObject({
      kind: "compared",
      before: "the example",
    });
  });

  it("an example only where the folder is a copy of one", async () => {
    await expect(compare({ before: { kind: "example" }, drafts: {} })).rejects.toMatchObject({
      message: "this folder is no example",
    });
  });
});

it("a text with which CoreDNS would not start is told with its problems", async () => {
  const reply = await compare({ before: { kind: "disk" }, drafts: { Corefile: "example.org {\n    nonesuch\n}\n" } });
  expect(reply).toMatchObject({ kind: "unstarted", side: "after", problems: [{ range: { start: { line: 2 } } }] });
});

it("a long comparison tells how far it is, and gives what it found when it is cancelled", async () => {
  const entries = Array.from({ length: 3000 }, (_, host) => `        192.0.2.1 h${host}.example.org`);
  const text = SAVED.replace("        192.0.2.1 www.example.org", entries.join("\n"));
  const told: Extract<StudioEvent, { readonly kind: "comparing" }>[] = [];
  studio.window("window").events.listen(({ event }) => {
    if (event.kind !== "comparing") return;
    told.push(event);
    studio.window("window").cancel("diff-2");
  });
  const reply = await compare({ before: { kind: "disk" }, drafts: { Corefile: text } }, "diff-2");
  expect(told[0]).toMatchObject({ id: "diff-2", asked: 50 });
  expect(told[0]?.total).toBeGreaterThan(10_000);
  expect(reply).toMatchObject({ kind: "compared", compared: { isWhole: false } });
});

it("a text that may not be read outside of the folder stays outside", async () => {
  writeFileSync(join(home, "secret"), "192.0.2.66 secret.example.org\n");
  const outside = "example.org {\n    hosts ../secret\n}\n";
  const reply = await compare({ before: { kind: "disk" }, drafts: { Corefile: outside } });
  expect(JSON.stringify(reply)).not.toContain("192.0.2.66");
});
