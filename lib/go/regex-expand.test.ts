import { expect, test } from "vitest";
import { expandTemplate } from "./regex-expand.ts";

const numbered = ["whole", "first", undefined];
const groups = {
  byNumber: (number: number) => numbered[number],
  byName: (name: string) => ({ zone: "named", "01": "odd" })[name],
};

/** What Go's ExpandString gives; @ stands for a dollar sign. */
test.each([
  ["@{1}.example.org", "first.example.org"],
  ["@1.example.org", "first.example.org"],
  ["@1x.", "."],
  ["@{1}x", "firstx"],
  ["@{0}", "whole"],
  ["@{2}@{3}", ""],
  ["@{zone}", "named"],
  ["@zone-", "named-"],
  ["@{01}", "odd"],
  ["@@1", "@1"],
  ["@{1", "@{1"],
  ["@{}", "@{}"],
  ["@", "@"],
  ["a@ b", "a@ b"],
])("%s", (template, expected) => {
  const dollars = (text: string): string => text.replaceAll("@", "$");
  expect(expandTemplate(dollars(template), groups)).toBe(dollars(expected));
});
