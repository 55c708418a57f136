import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [
    ["chaos v1 alice {", "hostname off", "}"],
    "plugin/chaos: Corefile:3 - Error during parsing: unknown property 'hostname'",
  ],
  [["chaos {", "}"], undefined],
  [["chaos"], undefined],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("the first word is the version, the others are authors", () => {
  const [use] = checkLines(directive, 'chaos "1.0 beta" alice bob').uses;
  expect([use?.args.version?.value, use?.args.authors.map(({ value }) => value)]).toEqual([
    "1.0 beta",
    ["alice", "bob"],
  ]);
});
