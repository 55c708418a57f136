import { describe, expect, it } from "vitest";
import { applyEdits } from "../../text/edit.ts";
import { workspaceOf } from "../_test/workspace.ts";
import { moveEdits } from "./move-file.ts";

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly files: Files;
  readonly from: string;
  readonly to: string;
  /** The texts that change. */
  readonly after: Files;
  /** How many places are left as they are. */
  readonly left?: number;
}

const cases: Readonly<Record<string, Case>> = {
  "the argument of a directive": {
    files: { Corefile: ". {\n hosts hosts.txt\n}\n", "hosts.txt": "" },
    from: "hosts.txt",
    to: "tables/hosts",
    after: { Corefile: ". {\n hosts tables/hosts\n}\n" },
  },
  "all of several uses": {
    files: { Corefile: "a {\n file db\n}\nb {\n file ./db\n}\n", db: "" },
    from: "db",
    to: "zones/db",
    after: { Corefile: "a {\n file zones/db\n}\nb {\n file ./zones/db\n}\n" },
  },
  "a file below root": {
    files: { Corefile: ". {\n root zones\n file db\n}\n", "zones/db": "" },
    from: "zones/db",
    to: "old/db",
    after: { Corefile: ". {\n root zones\n file ../old/db\n}\n" },
  },
  "an absolute path stays absolute": {
    files: { Corefile: ". {\n hosts /hosts.txt\n}\n", "hosts.txt": "" },
    from: "hosts.txt",
    to: "b.txt",
    after: { Corefile: ". {\n hosts /b.txt\n}\n" },
  },
  "a name with a blank is put in quotes": {
    files: { Corefile: ". {\n hosts h\n}\n", h: "" },
    from: "h",
    to: "my hosts",
    after: { Corefile: '. {\n hosts "my hosts"\n}\n' },
  },
  "an import, from the folder of the file that imports": {
    files: { Corefile: "import conf/a.conf\n", "conf/a.conf": "import b.conf\n", "conf/b.conf": "" },
    from: "conf/b.conf",
    to: "conf/more/c.conf",
    after: { "conf/a.conf": "import more/c.conf\n" },
  },
  "what a moved file imports itself": {
    files: { Corefile: "import conf/a.conf\n", "conf/a.conf": "import b.conf\n", "conf/b.conf": "" },
    from: "conf/a.conf",
    to: "a.conf",
    after: { Corefile: "import a.conf\n", "conf/a.conf": "import conf/b.conf\n" },
  },
  "an argument in an imported file starts from CoreDNS's folder": {
    files: { Corefile: ". {\n import conf/a.conf\n}\n", "conf/a.conf": "hosts h\n", h: "" },
    from: "h",
    to: "conf/h",
    after: { "conf/a.conf": "hosts conf/h\n" },
  },
  "$INCLUDE in a zone file that the Corefile names": {
    files: { Corefile: ". {\n file zones/db\n}\n", "zones/db": "$INCLUDE hosts.inc a\n", "zones/hosts.inc": "" },
    from: "zones/hosts.inc",
    to: "zones/inc/hosts",
    after: { "zones/db": "$INCLUDE inc/hosts a\n" },
  },
  "$INCLUDE in a zone file that nothing names": {
    files: { Corefile: "", "db.example.org": "$INCLUDE a.inc\n", "a.inc": "" },
    from: "a.inc",
    to: "b.inc",
    after: { "db.example.org": "$INCLUDE b.inc\n" },
  },
  "a zone file and what it includes": {
    files: { Corefile: ". {\n file db\n}\n", db: "$INCLUDE x.inc\n", "x.inc": "" },
    from: "db",
    to: "zones/db",
    after: { Corefile: ". {\n file zones/db\n}\n", db: "$INCLUDE ../x.inc\n" },
  },
  "a pattern that takes in many files is left": {
    files: { Corefile: "import conf/*.conf\n", "conf/a.conf": "" },
    from: "conf/a.conf",
    to: "a.conf",
    after: {},
    left: 1,
  },
  "a variable is left": {
    files: { Corefile: ". {\n hosts {$TABLE}\n}\n", h: "" },
    from: "h",
    to: "b",
    after: {},
    left: 1,
  },
  "a file that nothing names": {
    files: { Corefile: ". {\n hosts h\n}\n", h: "", notes: "" },
    from: "notes",
    to: "notes.txt",
    after: {},
  },
};

describe("a move keeps references leading where they led", () => {
  it.each(Object.entries(cases))("%s", (_, { files, from, to, after, left = 0 }) => {
    const moved = moveEdits(workspaceOf(files, { TABLE: "h" }), { from, to });
    const byFile = Map.groupBy(moved.edits, ({ range }) => range.file);
    const changed = [...byFile].map(([file, edits]) => [file, applyEdits(files[file] ?? "", edits)]);
    expect(Object.fromEntries(changed)).toEqual(after);
    expect(moved.left).toHaveLength(left);
  });
});
