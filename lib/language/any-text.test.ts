/** No text and no place in it makes a question fail, and none takes long. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../text/problem.ts";
import { workspaceOf } from "./_test/workspace.ts";
import { getCompletions } from "./completions.ts";
import { parsedText, rangeAt } from "./corefile/parsed.ts";
import { getDefinitions } from "./definition.ts";
import { getFixes } from "./fixes.ts";
import { getFolds } from "./folds.ts";
import { getFormatEdits } from "./format-edits.ts";
import { encodeHighlights, getHighlights } from "./highlights.ts";
import { getHover } from "./hover.ts";
import { getFileLinks, getManualLinks } from "./links.ts";
import { getOutline } from "./outline.ts";
import { getReferences } from "./references.ts";
import { getRename, prepareRename } from "./rename.ts";
import { getSelections } from "./selections.ts";
import { getSignature } from "./signature.ts";
import type { LanguageWorkspace } from "./workspace.ts";

const COREFILE = `# Names of this house
import conf/*.conf
(common) {
    log example.org
    cache 30 {
        success 5000
        servfail 5s
    }
}
tls://example.org:{$PORT}, 192.0.2.0/24 {
    import common
    root zones
    file db.example.org example.org {
        reload 30s
    }
    acl {
        block type A MX net 192.0.2.0/24
    }
    rewrite {
        name "a b" c.example.org
    }
    forward . tls://192.0.2.1 /etc/resolv.conf {
        policy random#glued
        tls cert.pem key.pem
    }
    hosts {
        192.0.2.1 a.example.org
        fallthrough
    }
}
`;
const IMPORTED = "log\nimport common\nimport conf/a.conf\n";
const PIECES = [
  "{",
  "}",
  '"',
  "#",
  "\n",
  "\r\n",
  " ",
  "(",
  ")",
  ",",
  "{$",
  "{%",
  "%}",
  "import ",
  "\\",
  "\0",
  "\uFEFF",
  "é",
  "\ud800",
  "*",
  "[",
  "constructor",
  "__proto__ {",
];

function workspace(text: string): LanguageWorkspace {
  return workspaceOf(
    { Corefile: text, "conf/a.conf": IMPORTED, "zones/db.example.org": "", "cert.pem": "" },
    { PORT: "53" },
  );
}

const CODES = [
  "unknown-directive",
  "block-unclosed",
  "import-not-found",
  "x.unknown-property",
  "x.used-twice",
  "x.bad-value",
  "x.wrong-count",
];

function askEverything(text: string, offset: number): void {
  const asked = workspace(text);
  const place = { file: "Corefile", offset };
  getCompletions(asked, place);
  getHover(asked, place);
  getSignature(asked, place);
  getDefinitions(asked, place);
  getReferences(asked, place, true);
  prepareRename(asked, place);
  getRename(asked, place, "other");
  getSelections(asked, place);
  const range = rangeAt(parsedText(asked.service, { file: "Corefile", text }), offset, offset + 1);
  for (const code of CODES) {
    const problem: Problem = { code, severity: "error", cause: "text", message: "", range };
    getFixes(asked, problem);
  }
}

function askAboutFile(text: string): void {
  const asked = workspace(text);
  for (const file of ["Corefile", "conf/a.conf", "none"]) {
    getFolds(asked, file);
    getOutline(asked, file);
    encodeHighlights(getHighlights(asked, file));
    getFileLinks(asked, file);
    getManualLinks(asked, file);
    getFormatEdits(asked, file);
  }
}

/** A Corefile of which some stretches were replaced by something else. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(COREFILE.length),
      drop: fc.nat(30),
      insert: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 8 })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((changes) =>
    changes.reduce((text, { at, drop, insert }) => text.slice(0, at) + insert + text.slice(at + drop), COREFILE),
  );

describe("any text", () => {
  it("answers every question at every place of a real one", () => {
    for (let offset = 0; offset <= COREFILE.length; offset++) askEverything(COREFILE, offset);
    askAboutFile(COREFILE);
  });
  it("answers every question about mutated ones", () => {
    const property = fc.property(mutated, fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), (text, offsets) => {
      for (const offset of offsets) askEverything(text, offset);
      askAboutFile(text);
    });
    fc.assert(property, { numRuns: 150 });
  });
  it("answers beyond its end, and for files that are not there", () => {
    askEverything(COREFILE, COREFILE.length + 5);
    expect(getCompletions(workspace(""), { file: "none", offset: 0 })).toBeUndefined();
  });
  it("has ranges that lie in it, for highlights that do not overlap", () => {
    const property = fc.property(mutated, (text) => {
      let end = { line: 0, column: 0 };
      const lines = text.split("\n");
      for (const { line, column, length } of getHighlights(workspace(text), "Corefile")) {
        expect(line > end.line || column >= end.column).toBe(true);
        expect(column - 1 + length).toBeLessThanOrEqual(lines[line - 1]?.length ?? 0);
        end = { line, column: column + length };
      }
    });
    fc.assert(property, { numRuns: 60 });
  });
  it("may have very many braces", () => {
    const deep = ". {\n".repeat(20_000);
    askEverything(deep, deep.length);
    askAboutFile(deep);
  });
});
