import { expect, test } from "vitest";
import { lex } from "./lexer.ts";

const cases: Readonly<Record<string, readonly [text: string, words: readonly string[], comments?: readonly string[]]>> =
  {
    "white space separates": ["a \t b\n\n c", ["a", "b", "c"]],
    "form feed, vertical tab and Unicode spaces separate": [
      "a\fb\vc\u00a0d\u3000e\u0085f",
      ["a", "b", "c", "d", "e", "f"],
    ],
    "a carriage return joins words": ["v1\rv2 aut\rhor\r\n", ["v1v2", "author"]],
    "quotes hold blanks and line breaks": ['"a b" "c\nd"', ["a b", "c\nd"]],
    "empty quotes are a word": ['a ""', ["a", ""]],
    "only quotes can be escaped": [String.raw`"say \"hi\" C:\temp \\"`, [String.raw`say "hi" C:\temp \\`]],
    "a quote within a word is a character": ['ver"sion one"two', ['ver"sion', 'one"two']],
    "the closing quote ends the word": ['"one two"three', ["one two", "three"]],
    "an open quote goes on to the end": ['"a b', ["a b"]],
    "an open quote with nothing behind it is no word": ['a "', ["a"]],
    "a backslash that ends the text is lost": ['"ab\\', ["ab"]],
    "a hash between words hides the line": ["# x y\na # b", ["a"], ["# x y", "# b"]],
    "a hash in a word hides what is glued to it": ["release#7 author", ["release", "author"], ["#7"]],
    "a hash behind quotes hides the line": ['"a"#b c\nd', ["a", "d"], ["#b c"]],
    "a hash in quotes is a character": ['"a#b"', ["a#b"]],
    "one byte order mark is dropped": ["\uFEFF\uFEFFa", ["\uFEFFa"]],
  };

test.each(Object.entries(cases))("%s", (_, [text, words, comments = []]) => {
  const lexed = lex({ file: "Corefile", text });
  expect(lexed.tokens.map((token) => token.text)).toEqual(words);
  expect(lexed.comments.map((comment) => comment.text)).toEqual(comments);
});

test("a token knows where it stands, quotes included", () => {
  const [, token] = lex({ file: "Corefile", text: 'a\n  "b\nc" d' }).tokens;
  expect(token?.line).toBe(2);
  expect(token?.range).toEqual({
    file: "Corefile",
    start: { offset: 4, line: 2, column: 3 },
    end: { offset: 9, line: 3, column: 3 },
  });
});

test("a line break in quotes counts, an escaped one too", () => {
  expect(lex({ file: "Corefile", text: '"a\\\nb\n" c' }).tokens.map((token) => token.line)).toEqual([1, 3]);
});
