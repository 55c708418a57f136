import { describe, expect, it } from "vitest";
import type { Problem } from "../../text/problem.ts";
import { atLine } from "../_test/explanation.ts";
import { fixOfStep } from "./step-fix.ts";

const problem = (line: number, fixes: Problem["fixes"], file = "Corefile"): Problem => ({
  code: "CF1003",
  severity: "warning",
  cause: "text",
  message: "hosts has no fallthrough",
  range: atLine(line, file),
  ...(fixes === undefined ? {} : { fixes }),
});
const fix = { title: "Add fallthrough", edits: [] };
const pathOf = (file: string): string => file.replace("/dns/", "");

describe("the fix of a step", () => {
  it("is that of the problem on its line, however the file is spelled", () =>
    expect(fixOfStep({ at: atLine(5, "/dns/Corefile") }, [problem(5, [fix])], pathOf)).toBe(fix));
  it("is that of the line that decided first", () =>
    expect(fixOfStep({ at: atLine(4), rule: atLine(5) }, [problem(4, undefined), problem(5, [fix])], pathOf)).toBe(
      fix,
    ));
  it("is not that of another line or of another file", () =>
    expect(fixOfStep({ at: atLine(5) }, [problem(6, [fix]), problem(5, [fix], "hosts")], pathOf)).toBeUndefined());
  it("is not there when the problem has none", () =>
    expect(fixOfStep({ at: atLine(5) }, [problem(5, undefined)], pathOf)).toBeUndefined());
});
