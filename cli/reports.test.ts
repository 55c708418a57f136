import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { layOut, type Report, replay, reportsSchema } from "./_test/report.ts";

/**
 * Small workspaces made after public reports: check and the explanation must name what the reporter was told in the end.
 * They run the code of `check` and `query` in this process, one of them through the launcher as well.
 */
const FOLDER = join(import.meta.dirname, "..", "fixtures", "reports");

function reportsOf(file: string): readonly Report[] {
  return reportsSchema.parse(parse(readFileSync(join(FOLDER, file), "utf8"), { merge: true }));
}

describe.each(readdirSync(FOLDER))("the cause is found: %s", (file) => {
  test.each(reportsOf(file))("$title", async (report) => {
    const { rcode, check, first, text } = await replay(report);
    if (report.reply !== undefined) expect(rcode, text).toBe(report.reply);
    const missing = (wanted: readonly string[], said: string): readonly string[] =>
      wanted.filter((words) => !said.includes(words));
    expect(missing(report.check ?? [], check), check).toEqual([]);
    expect(missing(report.first, first), text).toEqual([]);
    expect(missing(report.why, text), text).toEqual([]);
    expect(
      report.unsaid.filter((words) => check.includes(words)),
      check,
    ).toEqual([]);
    expect(
      report.not.filter((words) => text.includes(words)),
      text,
    ).toEqual([]);
  });
});

test("the launcher says the same", () => {
  const [report] = reportsOf("fallthrough.yaml");
  if (report?.ask === undefined) throw new Error("no report");
  const root = layOut(report);
  const launcher = join(import.meta.dirname, "..", "bin", "corefile-studio");
  const run = (...args: readonly string[]): string =>
    spawnSync(launcher, args, { cwd: root, encoding: "utf8" }).stdout.replace(/\s+/g, " ");
  try {
    const checked = run("check");
    for (const words of ["hosts answers SERVFAIL for names it does not know", "ever reaches forward"])
      expect(checked).toContain(words);
    const asked = run("query", ...report.ask.split(" "), "--why");
    for (const words of report.first) expect(asked).toContain(words);
  } finally {
    rmSync(root, { recursive: true });
  }
});
