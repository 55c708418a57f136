/**
 * Start-up errors and slips from public reports of people with CoreDNS trouble: what check says of each has the cause and
 * the remedy, and where a fix is offered, the text after it.
 */
import { describe, expect, test } from "vitest";
import { applyFindingFix } from "./_test/apply-finding-fix.ts";
import { advice } from "./_test/reports-advice.ts";
import { placeholders } from "./_test/reports-placeholders.ts";
import { start } from "./_test/reports-start.ts";
import { unknownWords } from "./_test/reports-unknown-words.ts";
import { checkSubject } from "./check-subject.ts";
import type { Finding } from "./finding.ts";
import { subjectsOf } from "./subject.ts";

const SETTINGS = { here: false, lint: true, defaultPort: 53 };

async function findingsOf(text: string): Promise<readonly Finding[]> {
  const { subjects } = await subjectsOf([{ name: "Corefile", text, foundIn: undefined }]);
  const [subject] = subjects;
  return subject === undefined ? [] : (await checkSubject(subject, SETTINGS)).findings;
}

describe.each(Object.entries({ unknownWords, placeholders, start, advice }))("%s", (_, reports) => {
  test.each(Object.entries(reports))("%s", async (_name, { corefile, told, untold = [], fix }) => {
    const findings = await findingsOf(corefile);
    const all = findings.map(({ message, help = "" }) => `${message} ${help}`);
    for (const words of told) expect(all.join("\n")).toContain(words);
    for (const words of untold) expect(all.join("\n")).not.toContain(words);
    if (fix === undefined) return;
    const offered = findings.flatMap(({ fixes = [] }) => fixes);
    expect(offered.map(({ title }) => title)).toContain(fix.title);
    const [first] = offered.filter(({ title }) => title === fix.title);
    expect(first === undefined ? "" : applyFindingFix(corefile, first)).toContain(fix.makes);
  });
});
