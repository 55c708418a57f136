import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [["minimal"], undefined],
  [
    ["minimal responses"],
    "plugin/minimal: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'responses'",
  ],
  [
    ["minimal {", "all", "}"],
    "plugin/minimal: Corefile:2 - Error during parsing: Unexpected token '{', expecting argument",
  ],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));
