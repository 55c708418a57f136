import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

test.each([
  [["nsid"], undefined],
  [["nsid one two"], undefined],
  [["nsid a", "nsid b"], "plugin/nsid: this plugin can only be used once per Server Block"],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("all words are the identifier", () => {
  const [use] = checkLines(directive, 'nsid "Use The" Force').uses;
  expect(use?.args.data.map(({ value }) => value)).toEqual(["Use The", "Force"]);
});
