import { describe, expect, test } from "vitest";
import { parseCorefile } from "../corefile/parse.ts";
import type { Problem } from "../text/problem.ts";
import { applyFix } from "./_test/apply-fix.ts";
import { subjectOf } from "./_test/subject-of.ts";
import { lint } from "./lint.ts";
import { asExample, type Example } from "./rule.ts";
import { rules } from "./rules.ts";

function findingsOf({ corefile, files }: Example): readonly Problem[] {
  return lint(subjectOf(corefile, files === undefined ? {} : { files }), {
    onFault: (rule, fault) => {
      throw new Error(`${rule.code} threw`, { cause: fault });
    },
  });
}

const codesOf = (example: Example): readonly string[] => [...new Set(findingsOf(example).map(({ code }) => code))];

describe.each(rules.map((rule) => ({ rule, title: `${rule.code} ${rule.name}` })))("$title", ({ rule }) => {
  const bad = asExample(rule.example.bad);
  const good = asExample(rule.example.good);

  test("of the bad example only this rule speaks", () => expect(codesOf(bad)).toEqual([rule.code]));
  test("of the good example none speaks", () => expect(findingsOf(good)).toEqual([]));
  test("a finding is one sentence at words that are there", () => {
    for (const { message, range } of findingsOf(bad)) {
      expect(message).toMatch(/^\S.*\.$/);
      expect(range.end.offset).toBeGreaterThan(range.start.offset);
      expect(range.end.offset).toBeLessThanOrEqual(bad.corefile.length);
    }
  });
  test("each fix silences it, and what is left can be read", () => {
    for (const { fixes = [] } of findingsOf(bad)) {
      for (const fix of fixes) {
        const mended = applyFix(bad.corefile, fix);
        const made = Object.fromEntries((fix.creates ?? []).map(({ file, text }) => [file, text]));
        const files = bad.files === undefined ? {} : { files: { ...bad.files, ...made } };
        expect(codesOf({ corefile: mended, ...files })).not.toContain(rule.code);
        expect(parseCorefile(mended, "Corefile").errors).toEqual([]);
      }
    }
  });
});

test("codes go up, and names are used once", () => {
  const codes = rules.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.filter((code) => !/^CF1\d{3}$/.test(code))).toEqual([]);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});
