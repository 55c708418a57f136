import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { replay, reportsSchema } from "./_test/report.ts";

/** Small workspaces made after public reports: the explanation must name what the reporter was told in the end. */
const FOLDER = join(import.meta.dirname, "..", "fixtures", "reports");

describe.each(readdirSync(FOLDER))("the explanation finds the cause: %s", (file) => {
  const reports = reportsSchema.parse(parse(readFileSync(join(FOLDER, file), "utf8")));
  test.each(reports)("$title", async (report) => {
    const { rcode, text } = await replay(report);
    if (report.reply !== undefined) expect(rcode, text).toBe(report.reply);
    expect(
      report.why.filter((words) => !text.includes(words)),
      text,
    ).toEqual([]);
    expect(
      report.not.filter((words) => text.includes(words)),
      text,
    ).toEqual([]);
  });
});
