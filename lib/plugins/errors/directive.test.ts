import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["errors a"], "plugin/errors: Corefile:2 - Error during parsing: invalid log file: a"],
  [
    ["errors stdout x"],
    "plugin/errors: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["errors {", "foo", "}"],
    "plugin/errors: Corefile:3 - Syntax error: Unexpected token 'foo', expecting 'Unknown field foo'",
  ],
  [
    ["errors {", "consolidate", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'consolidate'",
  ],
  [
    ["errors {", "consolidate 1s a b c d", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'd'",
  ],
  [
    ["errors {", "consolidate 1 a", "}"],
    'plugin/errors: Corefile:3 - Error during parsing: time: missing unit in duration "1"',
  ],
  [
    ["errors {", "consolidate 1s (", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: error parsing regexp: missing closing ): `(`",
  ],
  [
    ["errors {", "consolidate 1s a foo", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: unknown option in consolidate: foo",
  ],
  [
    ["errors {", "consolidate 1s a warning error", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: multiple log levels specified in consolidate",
  ],
  [
    ["errors {", "consolidate 1s a show_first warning", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: log level must come before show_first in consolidate",
  ],
  [
    ["errors {", "consolidate 1s a warning foo", "}"],
    "plugin/errors: Corefile:3 - Error during parsing: unknown option in consolidate: foo",
  ],
  [
    ["errors {", "stacktrace x", "}"],
    "plugin/errors: Corefile:3 - Syntax error: Unexpected token 'x', expecting 'Unknown field x'",
  ],
  [["errors", "errors"], "plugin/errors: this plugin can only be used once per Server Block"],
  [
    ["errors {", "consolidate x (", "}"],
    'plugin/errors: Corefile:3 - Error during parsing: time: invalid duration "x"',
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("what is counted together", () => {
  const [use] = checkLines(
    directive,
    "errors {",
    '  consolidate 5m "timeout$" warning show_first',
    "  consolidate 1s a",
    "}",
  ).uses;
  const wanted = use?.properties.consolidate.map(({ args }) => [
    args.period.value.text,
    args.pattern.value.source,
    args.options.map(({ value }) => value),
  ]);
  expect(wanted).toEqual([
    ["5m0s", "timeout$", ["warning", "show_first"]],
    ["1s", "a", []],
  ]);
});
