import { describe, expect, it } from "vitest";
import { loadCorefile } from "../corefile/load.ts";
import { advise } from "../directive/advice/advise.ts";
import { checkDirective } from "../directive/check/check-directive.ts";
import { applyEdits } from "../text/edit.ts";
import type { Problem } from "../text/problem.ts";
import { DIRECTIVES, workspaceOf } from "./_test/workspace.ts";
import { getFixes } from "./fixes.ts";
import type { LanguageWorkspace } from "./workspace.ts";

/** The problems of a Corefile, as CoreDNS's reader and the directives find them. */
function problemsOf(text: string, { files }: LanguageWorkspace): readonly Problem[] {
  const directives = new Set(DIRECTIVES.map(({ name }) => name));
  const read = loadCorefile({ file: "Corefile", text, files, environment: {}, directives });
  const found = read.blocks.flatMap((block) =>
    DIRECTIVES.flatMap((directive) => {
      const tokens = block.directives.get(directive.name);
      return tokens === undefined ? [] : checkDirective(directive, { tokens, file: "Corefile" }).problems;
    }),
  );
  return advise([...read.problems, ...found], DIRECTIVES);
}

/** For the first problem: what each fix is called, and the text that it makes. */
function fixesOf(text: string): Readonly<Record<string, string>> {
  const workspace = workspaceOf({ Corefile: text, "conf/common.conf": "", db: "" });
  const [problem] = problemsOf(text, workspace);
  if (problem === undefined) return {};
  return Object.fromEntries(getFixes(workspace, problem).map(({ title, edits }) => [title, applyEdits(text, edits)]));
}

describe("fixes", () => {
  const cases: Readonly<Record<string, [string, Readonly<Record<string, string>>]>> = {
    "an unknown directive: the nearest names": [
      ". {\n fowrard . 192.0.2.1\n}\n",
      { "Change to forward": ". {\n forward . 192.0.2.1\n}\n" },
    ],
    "a brace that is glued to a directive": [
      ". {\n hosts{\n }\n}\n",
      {
        "Put a space before the brace of hosts": ". {\n hosts {\n }\n}\n",
      },
    ],
    "a block that is not closed": [". {\n log\n", { "Close the block at the end of the file": ". {\n log\n}\n" }],
    "several of them": [
      ". {\n    hosts {\n        192.0.2.1 a",
      { "Close 2 blocks at the end of the file": ". {\n    hosts {\n        192.0.2.1 a\n    }\n}\n" },
    ],
    "a block that the next one follows": [
      "a {\n log\nb.org {\n log\n}\n",
      {
        "Close the block before b.org": "a {\n log\n}\nb.org {\n log\n}\n",
      },
    ],
    "an unknown property": [
      ". {\n forward . 192.0.2.1 {\n  polcy random\n }\n}\n",
      {
        "Change to policy": ". {\n forward . 192.0.2.1 {\n  policy random\n }\n}\n",
        "Remove this polcy": ". {\n forward . 192.0.2.1 {\n }\n}\n",
      },
    ],
    "a directive that may stand only once": [
      ". {\n cache\n cache 30 { # c\n }\n log\n}\n",
      { "Remove this cache": ". {\n cache\n log\n}\n" },
    ],
    "a word that is none of a few": [
      ". {\n forward . 192.0.2.1 {\n  policy randm\n }\n}\n",
      {
        "Change to random": ". {\n forward . 192.0.2.1 {\n  policy random\n }\n}\n",
        "Change to round_robin": ". {\n forward . 192.0.2.1 {\n  policy round_robin\n }\n}\n",
        "Change to sequential": ". {\n forward . 192.0.2.1 {\n  policy sequential\n }\n}\n",
      },
    ],
    "a keyword of clauses": [
      ". {\n acl {\n  block tpe A\n }\n}\n",
      {
        "Change to type": ". {\n acl {\n  block type A\n }\n}\n",
        "Change to net": ". {\n acl {\n  block net A\n }\n}\n",
      },
    ],
    "a duration without a unit": [
      ". {\n cache {\n  servfail 10\n }\n}\n",
      { "Change to 10s": ". {\n cache {\n  servfail 10s\n }\n}\n" },
    ],
    "an argument that is missing": [
      ". {\n forward . 192.0.2.1 {\n  policy\n }\n}\n",
      {
        "Add random": ". {\n forward . 192.0.2.1 {\n  policy random\n }\n}\n",
        "Add round_robin": ". {\n forward . 192.0.2.1 {\n  policy round_robin\n }\n}\n",
        "Add sequential": ". {\n forward . 192.0.2.1 {\n  policy sequential\n }\n}\n",
      },
    ],
    "an argument too many": [". {\n root a b\n}\n", { "Remove b": ". {\n root a\n}\n" }],
    "an import of what is not there": [
      "(common) {\n}\n. {\n import comon\n}\n",
      { "Change to common": "(common) {\n}\n. {\n import common\n}\n" },
    ],
    "nothing that is known to help": [". {\n zzzzzzzz\n}\n", {}],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(fixesOf(text)).toEqual(expected));

  it("a file that is not there: files that are called much like it, as the block's root has them", () => {
    const text = ". {\n root zones\n file db.exmple.org\n}\n";
    const workspace = workspaceOf({ Corefile: text, "zones/db.example.org": "", "zones/db.example.net": "" });
    const start = { offset: text.indexOf("db."), line: 3, column: 7 };
    const range = { file: "Corefile", start, end: start };
    const problem: Problem = { code: "file.unreadable", severity: "error", cause: "here", message: "", range };
    expect(getFixes(workspace, problem).map(({ title }) => title)).toEqual([
      "Change to db.example.org",
      "Change to db.example.net",
    ]);
  });

  it("those that a problem carries come first", () => {
    const workspace = workspaceOf({ Corefile: ". {\n}\n" });
    const start = { offset: 0, line: 1, column: 1 };
    const range = { file: "Corefile", start, end: start };
    const fix = { title: "Do it", edits: [{ range, text: "#" }] };
    const problem: Problem = { code: "x", severity: "error", cause: "text", message: "", range, fixes: [fix] };
    expect(getFixes(workspace, problem)).toEqual([fix]);
  });
});
