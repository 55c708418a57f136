import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test("whoami stands alone", () => {
  expect(messagesOf(directive, "whoami")).toEqual([]);
  expect(messagesOf(directive, "whoami here")[0]).toMatch(
    /Wrong argument count or unexpected line ending after 'here'$/,
  );
  expect(messagesOf(directive, "whoami {", "}")[0]).toMatch(/Unexpected token '{', expecting argument$/);
});
