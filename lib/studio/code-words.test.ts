import { describe, expect, it } from "vitest";
import { splitCode, withoutBackquotes } from "./code-words.ts";

describe("words between backquotes", () => {
  const cases: Readonly<Record<string, [string, readonly string[], string]>> = {
    "are told apart": ["Write `fallthrough`, `}`.", ["fallthrough", "}"], "Write fallthrough, }."],
    "may be the whole": ["`log`", ["log"], "log"],
    "are none when there is one backquote only": ["missing ): `(b", [], "missing ): `(b"],
    "are none without any": ["Ask again.", [], "Ask again."],
  };
  it.each(Object.entries(cases))("%s", (_, [sentence, code, plain]) => {
    expect(
      splitCode(sentence)
        .filter(({ isCode }) => isCode)
        .map(({ text }) => text),
    ).toEqual(code);
    expect(withoutBackquotes(sentence)).toBe(plain);
  });
});
