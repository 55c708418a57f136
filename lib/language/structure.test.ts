import { describe, expect, it } from "vitest";
import { formatCorefile } from "../corefile/format.ts";
import { parseCorefile } from "../corefile/parse.ts";
import { applyEdits } from "../text/edit.ts";
import { marked, textAt, workspaceOf } from "./_test/workspace.ts";
import { getFolds } from "./folds.ts";
import { getFormatEdits } from "./format-edits.ts";
import { getFileLinks, getManualLinks } from "./links.ts";
import { getOutline, type OutlineEntry } from "./outline.ts";
import { getSelections } from "./selections.ts";

describe("folds", () => {
  const folds = (text: string) =>
    getFolds(workspaceOf({ Corefile: text }), "Corefile").map(
      ({ startLine, endLine, kind }) => `${kind} ${startLine}-${endLine}`,
    );
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "blocks, without the line that closes them": [". {\n hosts {\n  a\n }\n}\n", ["block 1-4", "block 2-3"]],
    "a block on two lines has nothing to fold": [". {\n}\n", []],
    "a block that is not closed": [". {\n log\n", ["block 1-2"]],
    "runs of comments on lines of their own": [
      "# a\n# b\n. { # c\n # d\n\n # e\n # f\n}\n",
      ["comment 1-2", "block 3-7", "comment 6-7"],
    ],
    nothing: ["", []],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(folds(text)).toEqual(expected));
});

describe("the outline", () => {
  const write = ({ kind, name, detail, children }: OutlineEntry, depth = 0): readonly string[] => [
    `${" ".repeat(depth)}${kind}: ${[name, detail].filter((part) => part !== "").join(" ")}`,
    ...children.flatMap((child) => write(child, depth + 1)),
  ];
  const outline = (text: string, others: Readonly<Record<string, string>> = {}, file = "Corefile") =>
    getOutline(workspaceOf({ Corefile: text, ...others }), file).flatMap((entry) => write(entry));

  it("has blocks with keys, directives, properties, snippets and imports", () => {
    expect(
      outline("import x\n(s) {\n log\n}\nexample.org, tls://. {\n import s\n hosts {\n  fallthrough a\n }\n}"),
    ).toEqual([
      "import: import x",
      "snippet: (s)",
      " directive: log",
      "server block: example.org tls://.",
      " import: import s",
      " directive: hosts",
      "  property: fallthrough a",
    ]);
  });
  it("of lines that are imported into a block has no block around them", () => {
    expect(outline(". {\n import a\n}", { a: "log\ncache {\n success 1\n}" }, "a")).toEqual([
      "directive: log",
      "directive: cache",
      " property: success 1",
    ]);
  });
});

describe("growing selections", () => {
  it("go from the word to the file", () => {
    const { workspace, place } = marked(". {\n forward . a {\n  policy ran|dom\n }\n}");
    expect(getSelections(workspace, place).map((range) => textAt(workspace, range))).toEqual([
      "random",
      "policy random",
      "\n  policy random\n ",
      "forward . a {\n  policy random\n }",
      "\n forward . a {\n  policy random\n }\n",
      ". {\n forward . a {\n  policy random\n }\n}",
    ]);
  });
});

describe("links", () => {
  const files = { "zones/db": "", "conf/a": "", "conf/b": "" };
  const text = "import conf/*\n(s) {\n}\n. {\n root zones\n import s\n file db\n file none\n}\n";
  it("lead to files", () => {
    const workspace = workspaceOf({ Corefile: text, ...files });
    const links = getFileLinks(workspace, "Corefile");
    expect(links.map((link) => [textAt(workspace, link.range), link.kind === "file" ? link.file : ""])).toEqual([
      ["conf/*", "conf/a"],
      ["db", "zones/db"],
    ]);
  });
  it("lead to manual pages", () => {
    const links = getManualLinks(workspaceOf({ Corefile: text }), "Corefile");
    expect(links.map((link) => (link.kind === "manual page" ? link.address : ""))).toEqual([
      "https://coredns.io/plugins/root/",
      "https://coredns.io/plugins/import/",
      "https://coredns.io/plugins/file/",
      "https://coredns.io/plugins/file/",
    ]);
  });
});

describe("formatting", () => {
  const edits = (text: string, lines?: { startLine: number; endLine: number }) =>
    getFormatEdits(workspaceOf({ Corefile: text }), "Corefile", lines);
  const texts: Readonly<Record<string, string>> = {
    "indentation and blanks": ".   {\n  log   a\n\n\n\n   # c  \n cache  30 # d\n}",
    "line ends of one kind": ". {\r\nlog\r\n}\r\n",
    "quotes over lines": '. {\n log "a\n   b"   c\n}\n',
    "a byte order mark": "\uFEFF . {\n}",
    "nothing but blanks": "  \n \n",
    "glued comments": ". {\n log a#b c\n}",
    "a text in its usual form": ". {\n    log\n}\n",
  };
  it.each(Object.entries(texts))("%s: the edits give what the formatter gives, and then there are none", (_, text) => {
    const formatted = formatCorefile(parseCorefile(text, "Corefile"));
    expect(applyEdits(text, edits(text))).toBe(formatted);
    expect(edits(formatted)).toEqual([]);
  });
  it("touches white space only, and only where it differs", () => {
    expect(
      edits(". {\n    log\n  cache\n}\n").map(({ range, text }) => [range.start.offset, range.end.offset, text]),
    ).toEqual([[11, 14, "\n    "]]);
  });
  it("of some lines leaves the others alone", () => {
    const text = ". {\n  log\n  cache\n  hosts\n}\n";
    expect(applyEdits(text, edits(text, { startLine: 3, endLine: 3 }))).toBe(". {\n  log\n    cache\n  hosts\n}\n");
  });
});
