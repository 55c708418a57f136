import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.ts";
import { marked, textAt } from "./_test/workspace.ts";
import { getDefinitions } from "./definition.ts";
import { getReferences } from "./references.ts";
import { getRename, prepareRename } from "./rename.ts";

type Files = Readonly<Record<string, string>>;

const FILES: Files = {
  "conf/one.conf": "(shared) {\n log\n}\n",
  "conf/two.conf": "log\nimport shared\n",
  "conf/up.conf": "policy random\ntls zones/key.pem\n",
  "zones/db": "",
  "zones/key.pem": "",
};

const place = ({ file, start }: { readonly file: string; readonly start: { line: number; column: number } }): string =>
  `${file}:${start.line}:${start.column}`;

describe("definitions", () => {
  const at = (text: string, others: Files = {}) => {
    const { workspace, place: where } = marked(text, { ...FILES, ...others });
    return getDefinitions(workspace, where).map(({ target }) => place(target));
  };
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "an import of a snippet": ["(s) {\n}\n. {\n import s|\n}", ["Corefile:1:1"]],
    "an import of a snippet of another file": ["import conf/one.conf\n. {\n import sha|red\n}", ["conf/one.conf:1:1"]],
    "an import of a file": [". {\n import conf/t|wo.conf\n}", ["conf/two.conf:1:1"]],
    "an import of several files": [". {\n import conf/t*|.conf\n}\nimport conf/o*.conf", ["conf/two.conf:1:1"]],
    "an import through a variable": [". {\n import {$NAME|}\n}", []],
    "a file that an argument names": [". {\n file zones/d|b\n}", ["zones/db:1:1"]],
    "a file below root": [". {\n root zones\n file d|b\n}", ["zones/db:1:1"]],
    "a property's file": [". {\n forward . a {\n  tls zones/key|.pem\n }\n}", ["zones/key.pem:1:1"]],
    "the snippet itself": ["(s|) {\n}", ["Corefile:1:1"]],
    "a file that is not there": [". {\n file zones/d|c\n}", []],
    "a directive": [". {\n lo|g\n}", []],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(at(text)).toEqual(expected));

  it("lines imported into a directive's block are its properties", () => {
    const corefile = ". {\n forward . a {\n  import conf/up.conf\n }\n}";
    const { workspace, place: where } = marked(corefile, {
      ...FILES,
      "conf/up.conf": "policy random\ntls zones/k|ey.pem\n",
    });
    expect(getDefinitions(workspace, where).map(({ target }) => target.file)).toEqual(["zones/key.pem"]);
  });
});

describe("uses", () => {
  const at = (text: string, withDefinition = true) => {
    const { workspace, place: where } = marked(text, FILES);
    return getReferences(workspace, where, withDefinition).map(place);
  };
  it("of a snippet: its definition, then its imports in all files", () => {
    const text = "import conf/one.conf\n. {\n import share|d\n import conf/two.conf\n}";
    expect(at(text)).toEqual(["conf/one.conf:1:1", "Corefile:3:9", "conf/two.conf:2:8"]);
    expect(at(text, false)).toEqual(["Corefile:3:9", "conf/two.conf:2:8"]);
  });
  it("of a file: imports and arguments", () => {
    expect(at(". {\n file zones/d|b\n root zones\n}\na {\n root zones\n file db\n}")).toEqual([]);
    expect(at(". {\n file zones/d|b\n}\na {\n root zones\n file db\n}")).toEqual(["Corefile:2:7", "Corefile:6:7"]);
    expect(at(". {\n import conf/two.con|f\n}\na {\n import conf/t*\n}")).toEqual(["Corefile:2:9", "Corefile:5:9"]);
  });
  it("of nothing", () => expect(at(". {\n cac|he\n}")).toEqual([]));
});

describe("renaming a snippet", () => {
  const rename = (text: string, name: string, others: Files = FILES) => {
    const { workspace, place: where } = marked(text, others);
    const result = getRename(workspace, where, name);
    if ("refused" in result) return result.refused;
    const changed = [...new Set(result.edits.map(({ range }) => range.file))];
    return changed.map((file) => {
      const before = workspace.files.read(file);
      const edits = result.edits.filter(({ range }) => range.file === file);
      return applyEdits(typeof before === "string" ? before : "", edits);
    });
  };
  it("from an import, in all files", () => {
    expect(rename("import conf/one.conf\n. {\n import share|d\n import conf/two.conf\n}", "all")).toEqual([
      "(all) {\n log\n}\n",
      "import conf/one.conf\n. {\n import all\n import conf/two.conf\n}",
      "log\nimport all\n",
    ]);
  });
  it("from its name, with or without parentheses", () => {
    expect(rename("(s|) {\n}\n. {\n import s\n}", "t")).toEqual(["(t) {\n}\n. {\n import t\n}"]);
    expect(rename("(s|) {\n}\n. {\n import s\n}", "(t)")).toEqual(["(t) {\n}\n. {\n import t\n}"]);
  });
  it("to the same name changes nothing", () => expect(rename("(s|) {\n}", "s")).toEqual([]));

  const refused: Readonly<Record<string, [string, string, string]>> = {
    "an empty name": ["(s|) {\n}", "", "A snippet needs a name."],
    "a name with a blank": ["(s|) {\n}", "a b", "no blanks"],
    "a name with a brace": ["(s|) {\n}", "a{", "no blanks"],
    "a name that is taken": ["(s|) {\n}\n(t) {\n}", "t", "There is already a snippet called t."],
    "a name that would hide a file": [
      "(s|) {\n}\n. {\n import zones/db\n}",
      "zones/db",
      "imports the file zones/db; a snippet of that name would take precedence",
    ],
    "an import through a variable": [
      "(1053|) {\n}\n. {\n import {$PORT}\n}",
      "x",
      "Corefile:4 imports it through an environment variable.",
    ],
    "something else": [". {\n lo|g\n}", "x", "Only snippets can be renamed"],
  };
  it.each(Object.entries(refused))("refuses %s", (_, [text, name, why]) => expect(rename(text, name)).toContain(why));

  it("marks the name alone", () => {
    const ofName = marked("(some|) {\n}");
    const found = prepareRename(ofName.workspace, ofName.place);
    expect(found === undefined ? "" : textAt(ofName.workspace, found.range)).toBe("some");
    const ofLog = marked(". {\n lo|g\n}");
    expect(prepareRename(ofLog.workspace, ofLog.place)).toBeUndefined();
  });
});
