import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["header"],
    "plugin/header: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'header'",
  ],
  [
    ["header {", "}"],
    "plugin/header: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '}'",
  ],
  [["header {", "foo", "}"], "plugin/header: setting up rule: invalid selector=foo should be query or response"],
  [["header {", "query", "}"], "plugin/header: setting up rule: no flag action provided"],
  [
    ["header {", "query set", "}"],
    "plugin/header: setting up rule: invalid length for flags, at least one should be provided",
  ],
  [
    ["header {", "query foo", "}"],
    "plugin/header: setting up rule: invalid length for flags, at least one should be provided",
  ],
  [
    ["header {", "query foo aa", "}"],
    "plugin/header: setting up rule: unknown flag action=foo, should be set or clear",
  ],
  [["header {", "RESPONSE set xx", "}"], "plugin/header: setting up rule: unknown/unsupported flag=xx"],
  [
    ["header foo"],
    "plugin/header: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'foo'",
  ],
  [["header foo {", "bar", "}"], "plugin/header: setting up rule: invalid selector=bar should be query or response"],
  [
    ["header {", "query set aa", "response clear zz", "}"],
    "plugin/header: setting up rule: unknown/unsupported flag=zz",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<{ lines: readonly string[] }>(
  [["header {", "response SET AA", "}", "header {", "foo", "}"]].map((lines) => ({ lines })),
)("$lines is taken", ({ lines }) => expect(messagesOf(directive, ...lines)).toEqual([]));

test("rules of the first use that has some", () => {
  const { uses } = checkLines(
    directive,
    "header {",
    "}",
    "header {",
    "  Query SET RD",
    "  response clear aa ra",
    "}",
    "header x",
  );
  const rules = uses.map(({ lines }) =>
    lines.map(({ name, args }) => [name, args.action.value, args.flags.map(({ value }) => value)]),
  );
  expect(rules).toEqual([
    [],
    [
      ["query", "set", ["rd"]],
      ["response", "clear", ["aa", "ra"]],
    ],
  ]);
});
