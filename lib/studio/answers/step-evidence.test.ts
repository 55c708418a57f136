import { expect, test } from "vitest";
import { LineIndex } from "../../text/line-index.ts";
import { evidenceAt } from "./step-evidence.ts";

const TEXT = ".:1053 {\n    acl {\n        block net 10.8.0.0/16\n    }\n    whoami\n}\n";
const at = (from: string, to = from) => {
  const start = TEXT.indexOf(from);
  return new LineIndex("Corefile", TEXT).range(start, TEXT.indexOf(to, start) + to.length);
};

test.each([
  ["a word stands for the rest of its line", at("block"), "block net 10.8.0.0/16"],
  ["a directive of several lines is told by its first", at("acl", "}"), "acl {"],
  ["the last word of a line", at("whoami"), "whoami"],
])("%s", (_, range, expected) => expect(evidenceAt(TEXT, range)).toBe(expected));

test("a text without that place has no evidence", () => {
  expect(evidenceAt("x", at("whoami"))).toBeUndefined();
  expect(evidenceAt(undefined, at("whoami"))).toBeUndefined();
});

test("a very long line is cut", () =>
  expect(evidenceAt(`${"a".repeat(500)}\n`, new LineIndex("f", "a").range(0, 1))).toHaveLength(201));
