import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

describe("refusals", () => {
  test.each([
    ["cancel soon", 'plugin/cancel: invalid duration: "soon"'],
    ["cancel 5", 'plugin/cancel: invalid duration: "5"'],
    ["cancel 0s", 'plugin/cancel: invalid negative duration: "0s"'],
    ["cancel -1s", 'plugin/cancel: invalid negative duration: "-1s"'],
    [
      "cancel 1s 2s",
      "plugin/cancel: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '2s'",
    ],
  ])("%s", (line, message) => expect(messagesOf(directive, line)[0]).toBe(message));
});

test("cancel takes a duration or nothing", () => {
  expect(checkLines(directive, "cancel").uses[0]?.args.timeout).toBeUndefined();
  expect(checkLines(directive, "cancel 1.5s").uses[0]?.args.timeout?.value.ms).toBe(1500);
});
