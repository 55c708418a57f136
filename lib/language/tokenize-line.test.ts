import { describe, expect, it } from "vitest";
import { indentOfOpening } from "./indent-of-opening.ts";
import { FIRST_LINE, type LineState, tokenizeLine } from "./tokenize-line.ts";

const knows = (word: string): boolean => ["errors", "forward", "hosts", "cache", "import"].includes(word);

/** Each coloured stretch as `kind:text`, blanks left out; and what the line hands on. */
function read(text: string): { words: string[][]; end: LineState } {
  let state = FIRST_LINE;
  const words = text.split("\n").map((line) => {
    const { tokens, end } = tokenizeLine(line, state, knows);
    state = end;
    return tokens
      .map(({ start, kind }, place) => `${kind}:${line.slice(start, tokens[place + 1]?.start ?? line.length)}`)
      .filter((word) => !word.startsWith(":"));
  });
  return { words, end: state };
}

const cases: Readonly<Record<string, { text: string; words: string[][] }>> = {
  "keys, braces and directives": {
    text: "example.org:53 . {\n  errors\n}",
    words: [["key:example.org:53", "key:.", "brace:{"], ["directive:errors"], ["brace:}"]],
  },
  "white space of any kind parts words, as in Go": {
    text: ".\u00a0{\n\u2003errors\u3000\n}",
    words: [["key:.", "brace:{"], ["directive:errors"], ["brace:}"]],
  },
  "a brace glued to a key belongs to the key": { text: "example.org{", words: [["key:example.org{"]] },
  "a comment starts with a hash, even inside a word": {
    text: ". { # block\n forward . 192.0.2.1#53\n}",
    words: [
      ["key:.", "brace:{", "comment:# block"],
      ["directive:forward", "argument:.", "address:192.0.2.1", "comment:#53"],
      ["brace:}"],
    ],
  },
  "properties stand in a directive's block": {
    text: ". {\n hosts {\n  fallthrough\n  ttl 30\n  192.0.2.1 a.example.org\n }\n}",
    words: [
      ["key:.", "brace:{"],
      ["directive:hosts", "brace:{"],
      ["property:fallthrough"],
      ["property:ttl", "number:30"],
      ["address:192.0.2.1", "argument:a.example.org"],
      ["brace:}"],
      ["brace:}"],
    ],
  },
  "a quoted string may hold blanks, hashes and escaped quotes": {
    text: '. {\n cache "a # \\" b" 30\n}',
    words: [["key:.", "brace:{"], ["directive:cache", 'string:"a # \\" b"', "number:30"], ["brace:}"]],
  },
  "a quoted string may go on over lines": {
    text: '. {\n cache "a\nb" 30\n}',
    words: [["key:.", "brace:{"], ["directive:cache", 'string:"a'], ['string:b"', "number:30"], ["brace:}"]],
  },
  "a word that is no plugin is told apart": {
    text: ". {\n fooo\n}",
    words: [["key:.", "brace:{"], ["unknown-directive:fooo"], ["brace:}"]],
  },
  "environment variables stand out inside words": {
    text: "{$ZONE}:53 {\n forward . {%UP%}:53\n}",
    words: [
      ["variable:{$ZONE}", "key::53", "brace:{"],
      ["directive:forward", "argument:.", "variable:{%UP%}", "argument::53"],
      ["brace:}"],
    ],
  },
  "snippets and imports": {
    text: "(common) {\n errors\n}\nimport zones/*",
    words: [["snippet:(common)", "brace:{"], ["directive:errors"], ["brace:}"], ["directive:import", "key:zones/*"]],
  },
  "IPv6 and schemes are addresses": {
    text: ". {\n forward . [2001:db8::1]:53 tls://192.0.2.1 2001:db8::/32\n}",
    words: [
      ["key:.", "brace:{"],
      [
        "directive:forward",
        "argument:.",
        "address:[2001:db8::1]:53",
        "address:tls://192.0.2.1",
        "address:2001:db8::/32",
      ],
      ["brace:}"],
    ],
  },
};

describe("a line's words", () => {
  it.each(Object.entries(cases))("%s", (_, { text, words }) => expect(read(text).words).toEqual(words));

  it("an extra closing brace does not go below the top", () => {
    expect(read("}\n}").end).toEqual(FIRST_LINE);
  });
});

describe("the indentation of a closing brace", () => {
  const indentCases: Readonly<Record<string, [readonly string[], string | undefined]>> = {
    "is that of the line that opened the block": [[". {", "    hosts {", "        ttl 30"], "    "],
    "skips blocks that are closed": [["  . {", "    hosts {", "    }"], "  "],
    "ignores braces in comments and quotes": [[". {", '  cache "{" # {'], ""],
    "is not there when nothing is open": [[". {", "}"], undefined],
  };
  it.each(Object.entries(indentCases))("%s", (_, [lines, indent]) => expect(indentOfOpening(lines)).toBe(indent));
});
