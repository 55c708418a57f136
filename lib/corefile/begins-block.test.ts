import { expect, test } from "vitest";
import { beginsBlock } from "./begins-block.ts";
import { lex } from "./lexer.ts";

const DIRECTIVES = new Set(["on.start"]);

/** The words that begin a block, each with its line. */
function beginnings(text: string): readonly string[] {
  const { tokens } = lex({ file: "Corefile", text });
  return tokens.flatMap((token, index) =>
    beginsBlock(tokens, index, DIRECTIVES) ? [`${token.line}:${token.text}`] : [],
  );
}

test.each<[string, string, readonly string[]]>([
  ["a key with its brace", "a {\nexample.org {", ["2:example.org"]],
  ["several keys, only the first of which begins it", ".:53 example.org {", ["1:.:53"]],
  ["a snippet", "whoami\n(s) {\n}", ["2:(s)"]],
  ["a brace on the next line", "example.org\n{", []],
  ["a line without a brace", "example.org", []],
  ["more behind the brace", "example.org { whoami", []],
  ["a key that is indented", " example.org {", []],
  ["a word that may be a directive", "localhost {", []],
  ["a directive that looks like a key", "on.start {", []],
  ["a line of keys that goes on", "example.org,\nexample.net {", ["2:example.net"]],
])("%s", (_name, text, expected) => expect(beginnings(text)).toEqual(expected));
