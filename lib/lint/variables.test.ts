import { expect, test, vi } from "vitest";
import { lex } from "../corefile/lexer.ts";
import { SourceToken, type Token } from "../corefile/token.ts";
import { isKnownWord, unsetReferences } from "./variables.ts";

function wordOf(text: string): Token {
  const [word] = lex({ file: "Corefile", text }).tokens;
  if (word === undefined) throw new Error("no word");
  return word;
}

test("each reference has its own place, over lines too", () => {
  const found = unsetReferences(wordOf('"{$A}\n {%B%}{$C}"'), { C: "1" });
  expect(
    found.map(({ name, at: { start, end } }) => [name, start.line, start.column, start.offset, end.offset]),
  ).toEqual([
    ["A", 1, 2, 1, 5],
    ["B", 2, 2, 7, 12],
  ]);
});

test("a word with a hundred thousand references is walked once", () => {
  const found = unsetReferences(wordOf("{$A}".repeat(100_000)), {});
  expect(found).toHaveLength(100_000);
  expect(found.at(-1)?.at.start.column).toBe(399_997);
});

test("whether a word is known asks for no place", () => {
  const places = vi.spyOn(SourceToken.prototype, "rangesOfParts");
  expect(isKnownWord(wordOf("{$A}"), {})).toBe(false);
  expect(isKnownWord(wordOf("{$A}"), { A: "1" })).toBe(true);
  expect(places).not.toHaveBeenCalled();
});
