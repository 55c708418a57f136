import { describe, expect, it } from "vitest";
import { workspaceOf } from "./_test/workspace.ts";
import { encodeHighlights, getHighlights } from "./highlights.ts";

/** Each highlight as `kind:text`. */
const words = (text: string, environment = {}): readonly string[] => {
  const lines = text.split("\n");
  return getHighlights(workspaceOf({ Corefile: text }, environment), "Corefile").map(
    ({ line, column, length, kind }) => `${kind}:${lines[line - 1]?.slice(column - 1, column - 1 + length)}`,
  );
};

describe("what each word is", () => {
  const cases: Readonly<Record<string, [string, readonly string[]]>> = {
    "keys, snippets, imports and comments": [
      "(s) { # c\n}\nexample.org, . {\n import s\n}",
      ["snippet:(s)", "comment:# c", "key:example.org,", "key:.", "directive:import", "snippet:s"],
    ],
    "directives, and words that are none": [
      ". {\n log\n fooo a\n}",
      ["key:.", "directive:log", "unknown-directive:fooo"],
    ],
    "properties, and words that are none": [
      ". {\n cache {\n  success 5\n  foo\n }\n}",
      ["key:.", "directive:cache", "property:success", "number:5", "unknown-property:foo"],
    ],
    "arguments by their kind": [
      ". {\n cache 30 example.org\n file db {\n  reload 5s\n }\n forward . tls://192.0.2.1 /etc/resolv.conf {\n  policy random\n }\n}",
      [
        "key:.",
        "directive:cache",
        "number:30",
        "zone:example.org",
        "directive:file",
        "path:db",
        "property:reload",
        "duration:5s",
        "directive:forward",
        "zone:.",
        "address:tls://192.0.2.1",
        "path:/etc/resolv.conf",
        "property:policy",
        "keyword:random",
      ],
    ],
    rows: [". {\n hosts {\n  192.0.2.1 a\n }\n}", ["key:.", "directive:hosts", "address:192.0.2.1", "zone:a"]],
    "rules in braces": [
      ". {\n rewrite {\n  type A MX\n }\n}",
      ["key:.", "directive:rewrite", "keyword:type", "type:A", "type:MX"],
    ],
    "variables inside words": [
      ".:{$PORT} {\n log {%Z%}.org\n}",
      ["key:.:", "variable:{$PORT}", "directive:log", "variable:{%Z%}", "zone:.org"],
    ],
    "quotes, a highlight for each line": [
      '. {\n fooo "a\nb"\n}',
      ["key:.", "unknown-directive:fooo", 'string:"a', 'string:b"'],
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(words(text)).toEqual(expected));

  it("editors take them as numbers", () => {
    const highlights = getHighlights(workspaceOf({ Corefile: ". {\n log a\n}" }), "Corefile");
    expect([...encodeHighlights(highlights)]).toEqual([0, 0, 1, 1, 0, 1, 1, 3, 3, 0, 0, 4, 1, 8, 0]);
  });
});
