/** The TextMate grammar, read by the library that Visual Studio Code reads grammars with. */
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textMate from "vscode-textmate";
import { parse } from "yaml";
import { directives } from "../plugins/directives.gen.ts";
import { textMateGrammar } from "./text-mate-grammar.ts";
import { FIRST_LINE, tokenizeLine } from "./tokenize-line.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ORDER = readFileSync(join(ROOT, "lib/plugins/plugin.cfg"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

let grammar: textMate.IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm).buffer);
  const registry = new textMate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () =>
      textMate.parseRawGrammar(JSON.stringify(textMateGrammar(directives)), "corefile.tmLanguage.json"),
  });
  const loaded = await registry.loadGrammar("source.corefile");
  if (loaded === null) throw new Error("no grammar");
  grammar = loaded;
});

interface Word {
  readonly line: number;
  readonly text: string;
  /** The innermost scope. */
  readonly scope: string;
}

/** The words of a text with their scopes; what stands between words is left out. */
function wordsOf(text: string): readonly Word[] {
  let stack = textMate.INITIAL;
  return text.split("\n").flatMap((line, index) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({
        line: index + 1,
        text: line.slice(startIndex, endIndex),
        scope: (scopes.at(-1) ?? "").replace(/\.corefile$/, ""),
      }))
      .filter((word) => word.text.trim() !== "");
  });
}

const DIRECTIVE = "keyword.control.directive";
const PROPERTY = "support.type.property-name";

describe("words", () => {
  const cases: Readonly<Record<string, readonly [text: string, words: readonly string[]]>> = {
    "keys with transport and port": [
      "tls://example.org:853 {",
      [
        "storage.type.transport tls://",
        "entity.name.section example.org",
        "constant.numeric.port :853",
        "punctuation.section.block {",
      ],
    ],
    "a snippet, and where it is taken": [
      "(logs) {\n    log\n}\n.:53 {\n    import logs\n}",
      [
        "entity.name.function.snippet (logs)",
        "punctuation.section.block {",
        `${DIRECTIVE} log`,
        "punctuation.section.block }",
        "entity.name.section .",
        "constant.numeric.port :53",
        "punctuation.section.block {",
        "keyword.control.import import",
        "entity.name.function.snippet logs",
        "punctuation.section.block }",
      ],
    ],
    "a property is one of its own directive": [
      ".{$PORT} {\n    hosts {\n        192.0.2.1 a.example.org\n        fallthrough\n        max_fails 3\n    }\n}",
      [
        "entity.name.section .",
        "variable.other.environment {$PORT}",
        "punctuation.section.block {",
        `${DIRECTIVE} hosts`,
        "punctuation.section.block {",
        "constant.numeric.address 192.0.2.1",
        "meta.directive.hosts  a.example.org",
        `${PROPERTY} fallthrough`,
        "meta.directive.hosts         max_fails ",
        "constant.numeric 3",
        "punctuation.section.block }",
        "punctuation.section.block }",
      ],
    ],
    "a directive of a plugin that somebody has added": [
      ". {\n    unbound\n}",
      [
        "entity.name.section .",
        "punctuation.section.block {",
        "support.function.directive.other unbound",
        "punctuation.section.block }",
      ],
    ],
    "comments and strings, which may go over lines": [
      '. {\n    log . "{remote} # \\" no\nend" # yes\n}',
      [
        "entity.name.section .",
        "punctuation.section.block {",
        `${DIRECTIVE} log`,
        "meta.directive.log  . ",
        'string.quoted.double "',
        "string.quoted.double {remote} # ",
        'constant.character.escape \\"',
        "string.quoted.double  no",
        "string.quoted.double end",
        'string.quoted.double "',
        "comment.line.number-sign # yes",
        "punctuation.section.block }",
      ],
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [text, words]) => {
    expect(wordsOf(text).map(({ scope, text: word }) => `${scope} ${word}`)).toEqual(words);
  });
});

describe("the vocabulary", () => {
  it.each(ORDER)("%s is a directive", (name) => {
    expect(wordsOf(`. {\n    ${name}\n}`)).toContainEqual({ line: 2, text: name, scope: DIRECTIVE });
  });
  it("has the properties of each", () => {
    for (const { name, properties } of directives) {
      for (const property of Object.keys(properties)) {
        const words = wordsOf(`. {\n    ${name} {\n        ${property} x\n    }\n}`);
        expect(words, `${name}, ${property}`).toContainEqual({ line: 3, text: property, scope: PROPERTY });
      }
    }
  });
});

describe("Corefiles of real life", () => {
  const cases = globSync("conformance/cases/**/*.yaml", { cwd: ROOT }).flatMap((path) => {
    const { corefile } = parse(readFileSync(join(ROOT, path), "utf8"));
    return typeof corefile === "string" ? [[path, corefile] as const] : [];
  });
  const shipped = globSync(["examples/gallery/*/Corefile", "fixtures/corefiles/*"], { cwd: ROOT }).map(
    (path) => [path, readFileSync(join(ROOT, path), "utf8")] as const,
  );
  it("have the directives that the studio's own editor sees", () => {
    expect(cases.length).toBeGreaterThan(1500);
    const known = new Set(ORDER);
    const differ = [...cases, ...shipped].filter(
      ([, text]) => directivesOf(wordsOf(text)).join() !== ownDirectives(text, known).join(),
    );
    // A block in one line, which CoreDNS refuses: there a directive does not begin its line.
    expect(differ.map(([path]) => path)).toEqual(["conformance/cases/core/corefile/err-one-line-block.yaml"]);
  });

  function directivesOf(words: readonly Word[]): readonly string[] {
    return words.filter(({ scope }) => scope === DIRECTIVE).map(({ line, text }) => `${line} ${text}`);
  }

  function ownDirectives(text: string, known: ReadonlySet<string>): readonly string[] {
    let state = FIRST_LINE;
    return text.split("\n").flatMap((line, index) => {
      const { tokens, end } = tokenizeLine(line, state, (word) => known.has(word) || word === "import");
      state = end;
      return tokens
        .map(({ start, kind }, at) => ({ kind, word: line.slice(start, tokens[at + 1]?.start) }))
        .filter(({ kind, word }) => kind === "directive" && word !== "import")
        .map(({ word }) => `${index + 1} ${word}`);
    });
  }
});
