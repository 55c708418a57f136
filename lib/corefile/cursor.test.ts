import { expect, test } from "vitest";
import { TokenCursor } from "./cursor.ts";
import { lex } from "./lexer.ts";

const cursorOf = (text: string) => new TokenCursor(lex({ file: "Corefile", text }).tokens, "Corefile");

/** What a loop over blocks sees, as most set-ups of CoreDNS write it: `name(args)` and below it each word of a block. */
function walk(text: string): readonly string[] {
  const cursor = cursorOf(text);
  const seen: string[] = [];
  while (cursor.next()) {
    const name = cursor.text;
    const args = cursor.remainingArgs();
    seen.push(`${name}(${args.map((token) => token.text).join(" ")})`);
    while (cursor.nextBlock()) {
      const property = cursor.text;
      seen.push(
        `  ${property}(${cursor
          .remainingArgs()
          .map((token) => token.text)
          .join(" ")})`,
      );
    }
  }
  return seen;
}

const cases: Readonly<Record<string, readonly [text: string, is: readonly string[]]>> = {
  "arguments and properties": [
    "cache 30 {\n success 5\n denial 6 7\n}",
    ["cache(30)", "  success(5)", "  denial(6 7)"],
  ],
  "two uses": ["file a b\nfile c {\n reload 0\n}", ["file(a b)", "file(c)", "  reload(0)"]],
  "an empty block": ["errors {\n}\nerrors", ["errors()", "errors()"]],
  "a closing brace on the line of a property is its argument": [
    "cache { success 100 }",
    ["cache()", "  success(100 })"],
  ],
  "a brace on the next line is another use": ["hosts\n{\n a\n}", ["hosts()", "{()", "a()", "}()"]],
  "a line break in quotes does not end the line": ['chaos "a\nb" c', ["chaos(a\nb c)"]],
  "the end of an inner block ends the loop, and the outer block goes on as if it were a use": [
    "a {\n b {\n  c 1\n }\n d\n}",
    ["a()", "  b()", "  c(1)", "d()"],
  ],
};

test.each(Object.entries(cases))("%s", (_, [text, is]) => {
  expect(walk(text)).toEqual(is);
});

test("errors are CoreDNS's, with their place", () => {
  const cursor = cursorOf("cache\n 30 {\n");
  expect(cursor.error("x")).toMatchObject({ message: "Corefile:0 - Error during parsing: x" });
  cursor.next();
  expect(cursor.nextArg()).toBe(false);
  expect(cursor.argError()).toEqual({
    message: "Corefile:1 - Error during parsing: Wrong argument count or unexpected line ending after 'cache'",
    range: { file: "Corefile", start: { offset: 0, line: 1, column: 1 }, end: { offset: 5, line: 1, column: 6 } },
  });
  expect(cursor.nextLine()).toBe(true);
  expect(cursor.syntaxError("x").message).toBe("Corefile:2 - Syntax error: Unexpected token '30', expecting 'x'");
  cursor.next();
  expect(cursor.argError().message).toBe("Corefile:2 - Error during parsing: Unexpected token '{', expecting argument");
  expect(cursor.endError().message).toBe("Corefile:2 - Error during parsing: Unexpected EOF");
});

test("a fork moves alone", () => {
  const cursor = cursorOf("a b");
  cursor.next();
  cursor.fork().next();
  expect(cursor.text).toBe("a");
});
