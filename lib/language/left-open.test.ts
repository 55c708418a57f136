import { describe, expect, test } from "vitest";
import { isLeftOpen } from "./left-open.ts";
import { LanguageService } from "./service.ts";

const at = (marked: string): boolean =>
  isLeftOpen(new LanguageService(), { file: "Corefile", text: marked.replace("|", ""), offset: marked.indexOf("|") });

describe("a brace at the end of a line needs one that closes", () => {
  const cases: Readonly<Record<string, [string, boolean]>> = {
    "when there is none": [".:53 {|\n", true],
    "when those below are those of another block": [".:53 {|\nexample.org {\n  log\n}\n", true],
    "when the one below is that of the block around it": [".:53 {\n  hosts {|\n}\nexample.org {\n}\n", true],
    "not when it has one": [".:53 {|\n}\n", false],
    "not when all of the block have one": [".:53 {\n  hosts {|\n  }\n}\n", false],
    "in a snippet": ["(common) {|\n", true],
    "behind a comment": [".:53 {\n  # {\n  hosts {| # here\n", true],
    "not in a comment": [".:53 {\n  # hosts {|\n", false],
    "not in quotes": ['.:53 {\n  log "{"|\n', false],
    "not where no brace is": [".:53 {\n  log|\n", false],
    "not in a text without a block": ["|", false],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(at(text)).toBe(expected));
});
