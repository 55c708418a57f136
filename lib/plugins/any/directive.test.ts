import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const cases: readonly (readonly [readonly string[], string | undefined])[] = [
  [["any"], undefined],
  [
    ["any thing"],
    "plugin/any: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'thing'",
  ],
  [
    ["any {", "hinfo off", "}"],
    "plugin/any: Corefile:2 - Error during parsing: Unexpected token '{', expecting argument",
  ],
];

test.each(cases)("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
