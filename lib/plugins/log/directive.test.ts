import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["log {", "class", "}"],
    "plugin/log: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'class'",
  ],
  [["log {", "class foo", "}"], "plugin/log: invalid Class: foo"],
  [["log {", "foo", "}"], "plugin/log: Corefile:3 - Error during parsing: unknown property 'foo'"],
  [["log a b {", "class all", "class x", "}"], "plugin/log: invalid Class: x"],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<[string, readonly string[], string | undefined]>([
  ["log", [], undefined],
  ["log example.org", ["example.org"], undefined],
  ["log {name}", ["{name}"], undefined],
  ['log . "{name} {type}"', ["."], "{name} {type}"],
  ["log a b", ["a", "b"], undefined],
])("%s", (line, names, format) => {
  const [use] = checkLines(directive, line).uses;
  expect([use?.args.names.map(({ value }) => value), use?.args.format?.value]).toEqual([names, format]);
});

test("classes of all lines count", () => {
  const [use] = checkLines(directive, "log {", "  class error", "  class denial success", "}").uses;
  expect(use?.properties.class?.args.classes.map(({ value }) => value)).toEqual(["error", "denial", "success"]);
});
