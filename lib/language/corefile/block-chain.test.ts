import { describe, expect, it } from "vitest";
import { workspaceOf } from "../_test/workspace.ts";
import { surroundingsOf } from "./asked.ts";
import { chainOf, chainSentence } from "./block-chain.ts";

const chain = (text: string, others: Readonly<Record<string, string>> = {}): readonly string[] => {
  const surroundings = surroundingsOf(workspaceOf({ Corefile: text, ...others }), "Corefile");
  const item = surroundings?.reached.parsed.tree.items.at(-1);
  return surroundings === undefined || item === undefined ? [] : chainOf(surroundings, item);
};

describe("the chain of a server block", () => {
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "plugins in the order in which they run, each once": [
      ". {\n forward . a\n log\n log b\n root x\n fooo\n}",
      ["log", "forward"],
    ],
    "with those of snippets": ["(s) {\n cache\n}\n. {\n import s\n log\n}", ["log", "cache"]],
    "with those of files": [". {\n import conf/*\n log\n}", ["log", "hosts"]],
    "snippets that import each other end": [
      "(a) {\n import b\n log\n}\n(b) {\n import a\n}\n. {\n import a\n}",
      ["log"],
    ],
    "an import alone has none": ["import conf/*", []],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) =>
    expect(chain(text, { "conf/a": "hosts {\n}\n" })).toEqual(expected),
  );
});

describe("a place in the chain in words", () => {
  const many = Array.from({ length: 23 }, (_, index) => `p${index + 1}`);
  const cases: Readonly<Record<string, [readonly string[], string, string | undefined]>> = {
    "the only one": [["log"], "log", "The only plugin of this server block that queries pass."],
    "the first": [["log", "cache"], "log", "Runs as 1st of 2 here: before cache."],
    "the last": [["log", "cache"], "cache", "Runs as 2nd of 2 here: after log."],
    "in between": [many, "p3", "Runs as 3rd of 23 here: after p2, before p4."],
    "the eleventh": [many, "p11", "Runs as 11th of 23 here: after p10, before p12."],
    "the twenty-second": [many, "p22", "Runs as 22nd of 23 here: after p21, before p23."],
    "none of them": [many, "log", undefined],
  };
  it.each(Object.entries(cases))("%s", (_, [names, name, expected]) =>
    expect(chainSentence(names, name)).toBe(expected),
  );
});
