import { beforeEach, describe, expect, it } from "vitest";
import { applyChanges, type TextChange } from "../../text/text-change.ts";
import { DIRECTIVES } from "../_test/workspace.ts";
import { EditedProblems } from "./edited-problems.ts";

let problems: EditedProblems;
let texts: Record<string, string>;

beforeEach(() => {
  problems = new EditedProblems(DIRECTIVES);
  texts = { Corefile: ".:53 {\n    log\n}\n" };
});

/** The problems as `line message`. */
function read(changes: readonly TextChange[] = [], file = "Corefile"): readonly string[] {
  const text = texts.Corefile;
  const corefile = text === undefined ? undefined : { path: "Corefile", text };
  return problems
    .read({ corefile, texts }, { file, changes })
    .map(({ message, range }) => `${range.start.line} ${message}`);
}

/** Edits a file, and reads the problems. */
function edit(changes: readonly TextChange[], file = "Corefile"): readonly string[] {
  texts[file] = applyChanges(texts[file] ?? "", changes);
  return read(changes, file);
}

const at = (word: string): number => (texts.Corefile ?? "").indexOf(word);
const unknown = (word: string, line = 2): string =>
  `${line} Corefile:${line} - Error during parsing: Unknown directive '${word}'`;

describe("after an edit", () => {
  it.each<[string, () => readonly TextChange[], readonly string[]]>([
    ["text that was put in", () => [{ offset: at("log") + 3, removed: 0, inserted: "x" }], [unknown("logx")]],
    ["text that was taken out", () => [{ offset: at("log"), removed: 1, inserted: "" }], [unknown("og")]],
    [
      "a word for another one of the same length",
      () => [{ offset: at("log"), removed: 3, inserted: "lox" }],
      [unknown("lox")],
    ],
    [
      "several changes, each counted from what the one before left",
      () => [
        { offset: at("log"), removed: 3, inserted: "more" },
        { offset: 0, removed: 0, inserted: "# x\n" },
      ],
      [unknown("more", 3)],
    ],
  ])("%s counts", (_, changes, expected) => {
    expect(read()).toEqual([]);
    expect(edit(changes())).toEqual(expected);
  });
  it("what is mended is gone", () => {
    expect(edit([{ offset: at("log"), removed: 3, inserted: "fooo" }])).toEqual([unknown("fooo")]);
    expect(edit([{ offset: at("fooo"), removed: 4, inserted: "log" }])).toEqual([]);
  });
  it("one of another file is none of the Corefile", () => {
    expect(read()).toEqual([]);
    expect(edit([{ offset: 0, removed: 0, inserted: "zz" }], "db")).toEqual([]);
    expect(edit([{ offset: at("log"), removed: 3, inserted: "fooo" }])).toEqual([unknown("fooo")]);
  });
});

describe("a text that changed without an edit is read anew", () => {
  it.each(["fooo", "lox", "x"])("log became %s", (word) => {
    expect(read()).toEqual([]);
    texts.Corefile = `.:53 {\n    ${word}\n}\n`;
    expect(read()).toEqual([unknown(word)]);
  });
  it("also when an edit comes that counts from it", () => {
    expect(read()).toEqual([]);
    texts.Corefile = "# read again\n.:53 {\n    fooo\n}\n";
    expect(edit([{ offset: 0, removed: 0, inserted: "\n" }])).toEqual([unknown("fooo", 4)]);
    expect(edit([{ offset: at("fooo"), removed: 4, inserted: "log" }])).toEqual([]);
  });
});

it("what an import stands for is told of open files only", () => {
  texts.Corefile = ".:53 {\n    import common.conf\n}\n";
  expect(read()).toEqual([]);
  texts["common.conf"] = "fooo\n";
  expect(read()).toEqual(["1 /common.conf:1 - Error during parsing: Unknown directive 'fooo'"]);
});
it("without an open Corefile there are none, and they come with it", () => {
  expect(problems.read({ corefile: undefined, texts: {} })).toEqual([]);
  texts.Corefile = ".:53 {\n    fooo\n}\n";
  expect(read()).toEqual([unknown("fooo")]);
});
