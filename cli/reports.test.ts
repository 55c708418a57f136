import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { replay, reportsSchema } from "./_test/report.ts";

/**
 * Small workspaces made after public reports: check and the explanation must name what the reporter was told in the end.
 * They run the code of `check` and `query` in this process; what the launcher adds is held by launchers.test.ts.
 */
const FOLDER = join(import.meta.dirname, "..", "fixtures", "reports");

describe.each(readdirSync(FOLDER))("the cause is found: %s", (file) => {
  const reports = reportsSchema.parse(parse(readFileSync(join(FOLDER, file), "utf8"), { merge: true }));
  test.each(reports)("$title", async (report) => {
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
