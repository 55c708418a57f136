import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { DEBUG } from "../../set-up/block-settings.ts";
import { run } from "../_test/run.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

test.each([
  [["debug"], undefined],
  [["debug", "debug"], undefined],
  [
    ["debug on"],
    "plugin/debug: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'on'",
  ],
  [
    ["debug {", "all", "}"],
    "plugin/debug: Corefile:2 - Error during parsing: Unexpected token '{', expecting argument",
  ],
])("%j", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("debug is a setting of its block and no handler", async () => {
  const { blocks } = await run(setup, "debug");
  expect([blocks[0]?.settings.get(DEBUG), blocks[0]?.chain.links]).toEqual([true, []]);
});
