import { describe, expect, test } from "vitest";
import { one, optional, rest } from "../argument.ts";
import { count } from "../kinds/number.ts";
import { text } from "../kinds/text.ts";
import type { Arguments } from "../line.ts";
import { planOf, shareWords } from "./share-words.ts";

/** What each argument gets, as `name=words`. */
function shared(args: Arguments, line: string): string {
  const words = line.split(" ").filter((word) => word !== "");
  const shares = shareWords(
    planOf(args),
    words.map((word) => ({ text: word })),
  );
  return Object.keys(args)
    .map((name, at) => `${name}=${(shares[at] ?? []).map((word) => word.text).join("+")}`)
    .join(" ");
}

describe("an argument that may be missing leaves the words that others need", () => {
  const before: Arguments = { a: optional(text), b: one(text) };
  const between: Arguments = { a: one(text), b: optional(text), c: one(text), d: one(text) };
  const cases: readonly (readonly [Arguments, string, string])[] = [
    [before, "", "a= b="],
    [before, "1", "a= b=1"],
    [before, "1 2", "a=1 b=2"],
    [between, "1 2", "a=1 b= c=2 d="],
    [between, "1 2 3", "a=1 b= c=2 d=3"],
    [between, "1 2 3 4", "a=1 b=2 c=3 d=4"],
  ];
  test.each(cases)("%o of %j", (args, line, expected) => expect(shared(args, line)).toBe(expected));
});

describe("the argument that takes the rest", () => {
  const last: Arguments = { a: one(text), b: rest(text) };
  const first: Arguments = { a: rest(text), b: optional(text) };
  const sized: Arguments = { size: optional(count, { take: "if it fits" }), names: rest(text) };
  const ends: Arguments = { names: rest(text), size: optional(count, { take: "if it fits" }) };
  const cases: readonly (readonly [Arguments, string, string])[] = [
    [last, "1", "a=1 b="],
    [last, "1 2 3", "a=1 b=2+3"],
    [first, "1", "a= b=1"],
    [first, "1 2 3", "a=1+2 b=3"],
    [sized, "7 x y", "size=7 names=x+y"],
    [sized, "x 7 y", "size= names=x+7+y"],
    [ends, "x y 7", "names=x+y size=7"],
    [ends, "x y", "names=x+y size="],
  ];
  test.each(cases)("%o of %j", (args, line, expected) => expect(shared(args, line)).toBe(expected));
});
