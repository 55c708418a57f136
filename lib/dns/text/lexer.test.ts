/** Tokens of master files, and where they end (RFC 1035 section 5.1); what CoreDNS makes of odd ones is held by its recorded readings. */
import { describe, expect, test } from "vitest";
import { Lexer } from "./lexer.ts";

/** All tokens up to the end: their kinds, texts and places. */
function tokens(text: string, parts: readonly string[] = []): readonly string[] {
  const left = [...parts];
  const lexer = new Lexer(text, () => left.shift());
  const found: string[] = [];
  for (;;) {
    const next = lexer.peek();
    expect(lexer.next()).toBe(next);
    if (next.kind === "end") return found;
    const { kind, error, line, column } = next;
    found.push(`${error ? "error" : kind} ${next.text.replaceAll("\n", "\\n")} ${line}:${column}`);
    if (error) {
      expect([lexer.next().kind, lexer.next().kind]).toEqual(["end", "end"]);
      return found;
    }
  }
}

const cases: Readonly<Record<string, readonly [text: string, tokens: readonly string[]]>> = {
  "a record": [
    "a 60 IN A x\n",
    [
      "owner a 1:2",
      "blank   1:2",
      "string 60 1:5",
      "blank   1:5",
      "class IN 1:8",
      "blank   1:8",
      "rrtype A 1:10",
      "blank   1:10",
      "string x 1:11",
      "newline \\n 1:11",
    ],
  ],
  "an unknown type: nothing comes behind it": [
    "a TYPEX b\n",
    ["owner a 1:2", "blank   1:2", "error unknown RR type 1:8"],
  ],
  "an unknown class": ["a CLASSX b\n", ["owner a 1:2", "blank   1:2", "error unknown class 1:9"]],
  "a comment with all that means something elsewhere": [
    'a ; "(x)\\ \t;\nb\n',
    ["owner a 1:2", "blank   1:2", "newline \\n 1:12", "string b 2:1", "newline \\n 2:1"],
  ],
  "parentheses over lines": [
    "a A ( x\n y ) z\n",
    [
      "owner a 1:2",
      "blank   1:2",
      "rrtype A 1:4",
      "blank   1:4",
      "string x 2:1",
      "blank   2:1",
      "string y 2:3",
      "blank   2:3",
      "string z 2:6",
      "newline \\n 2:6",
    ],
  ],
};

describe("of a text", () => {
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => {
    expect(tokens(text)).toEqual(expected);
    for (let at = 0; at <= text.length; at++) {
      expect(tokens("", [text.slice(0, at), "", text.slice(at)])).toEqual(expected);
    }
  });
});

describe("a line may be read by somebody else", () => {
  const isAtLineBehind = (text: string, more: () => string | undefined = () => undefined): boolean => {
    const lexer = new Lexer(text, more);
    while (lexer.next().kind !== "newline");
    return lexer.isAtLine;
  };
  test("where nothing was given yet", () => expect(new Lexer("", () => "a").isAtLine).toBe(true));
  test("behind a whole line", () => expect(isAtLineBehind("a A x\n")).toBe(true));
  test("behind a comment", () => expect(isAtLineBehind("; x\n")).toBe(true));
  test.each(["a A x\nb", "a A x\n "])("not before what was given: %j", (text) =>
    expect(isAtLineBehind(text)).toBe(false),
  );
  test("not while a token is looked at, in a line, behind a comment that goes on or a mistake", () => {
    const peeked = new Lexer("a A x\n");
    peeked.peek();
    expect(peeked.isAtLine).toBe(false);
    const inLine = new Lexer("a ");
    inLine.next();
    inLine.next();
    expect(inLine.isAtLine).toBe(false);
    const failed = new Lexer("a TYPEX \n");
    while (!failed.next().error);
    expect(failed.isAtLine).toBe(false);
  });
  test("and is counted then", () => {
    const parts = ["b\n", undefined, "c\n"];
    const lexer = new Lexer("a\n", () => parts.shift());
    while (lexer.next().kind !== "newline");
    lexer.passLines(3);
    expect(lexer.next()).toMatchObject({ text: "b", line: 5, column: 1 });
    const fresh = new Lexer("", () => parts.pop());
    fresh.passLines(2);
    expect(fresh.next()).toMatchObject({ text: "c", line: 3, column: 1 });
  });
});

/** The comment before the last but one, and the only lengths from 500 to 1040 at which CoreDNS has no room for the last. */
test.each<readonly [before: string, lengths: readonly number[]]>([
  ["", [510, 1022]],
  [";\n ", [509, 1021]],
  [";y\n ", [507, 1019]],
  [";yy\n ", [506, 1018]],
])("a comment behind %j may have any length but a few", (before, lengths) => {
  const isRead = (count: number): boolean => {
    const lexer = new Lexer(`a A ( x ${before};${"x".repeat(count)}\n ;y\n )\n`);
    for (;;) {
      const { kind, error } = lexer.next();
      if (error || kind === "end") return !error;
    }
  };
  const counts = Array.from({ length: 541 }, (_, at) => 500 + at);
  expect(counts.filter((count) => !isRead(count))).toEqual(lengths);
});

test("a comment at the start of a file has the room that every comment has", () => {
  const isRead = (text: string): boolean => {
    const lexer = new Lexer(text);
    for (;;) {
      const { kind, error } = lexer.next();
      if (error || kind === "end") return !error;
    }
  };
  const lengths = Array.from({ length: 20 }, (_, at) => 500 + at);
  const failing = (before: string) => lengths.filter((count) => !isRead(`${before}( ;${"x".repeat(count)}\n ;y\n )\n`));
  expect(failing("")).toEqual(failing("\n"));
  expect(failing("")).toHaveLength(1);
});

test("each octet of a comment counts, whatever it is, when its length does", () => {
  /** What becomes of a comment in parentheses that another comes behind. */
  const outcome = (octet: string, count: number): string => {
    const lexer = new Lexer(`a A ( x ;${octet.repeat(count)}\n ;y\n )\n`);
    for (;;) {
      const { kind, error, text } = lexer.next();
      if (error) return text;
      if (kind === "end") return "read";
    }
  };
  const counts = Array.from({ length: 12 }, (_, at) => 505 + at);
  const expected = counts.map((count) => outcome("x", count));
  expect(new Set(expected)).toEqual(new Set(["read", "comment length insufficient for parsing"]));
  for (const octet of [" ", "\t", "\\", '"', "(", ")"]) {
    expect(counts.map((count) => outcome(octet, count))).toEqual(expected);
  }
});
