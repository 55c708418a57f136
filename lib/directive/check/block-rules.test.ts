/** What arguments and earlier uses decide about the block and about the next use. */
import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../_test/check-corefile.ts";
import { one, optional } from "../argument.ts";
import { position } from "../complaint.ts";
import { defineDirective } from "../directive.ts";
import { path } from "../kinds/file.ts";
import { text } from "../kinds/text.ts";
import { steps } from "../line.ts";
import { flag, property } from "../property.ts";

const words = { name: "sample", inChain: true, summary: "A sample." } as const;
const after = (word: string, line: number): string =>
  `plugin/sample: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;

test("a block that is not looked for reads as further uses", () => {
  const directive = defineDirective({
    ...words,
    repeat: "each",
    args: { size: optional(text) },
    properties: { fast: flag("Fast.") },
    leavesBlock: ({ size }) => size !== undefined,
  });
  expect(checkLines(directive, "sample {", "fast", "}").uses.map(({ properties }) => properties.fast?.name)).toEqual([
    "fast",
  ]);
  expect(checkLines(directive, "sample 1 {", "what 2", "}").uses.map(({ args }) => args.size?.value)).toEqual([
    "1",
    undefined,
    "2",
    undefined,
  ]);
});

test("a property that does not go with the arguments is refused before its words are read", () => {
  const directive = defineDirective({
    ...words,
    repeat: "each",
    args: { mode: one(text) },
    properties: { key: property({ summary: "Key.", args: { file: one(path) } }), fast: flag("Fast.") },
    refuseProperty: ({ mode }, name) =>
      mode.value === "open" && name === "key" ? position("no key for open") : undefined,
  });
  expect(messagesOf(directive, "sample open {", "key", "fast x", "}")).toEqual([
    "plugin/sample: Corefile:3 - Error during parsing: no key for open",
    after("x", 4),
  ]);
  expect(messagesOf(directive, "sample shut {", "key", "}")).toEqual([after("key", 3)]);
});

test("a second use is refused only when it has words, else for having none", () => {
  const directive = defineDirective({
    ...words,
    repeat: { once: position("one is enough"), ifArgument: true },
    args: steps({ file: one(path) }),
  });
  expect(messagesOf(directive, "sample a", "sample b")).toEqual([
    "plugin/sample: Corefile:3 - Error during parsing: one is enough",
  ]);
  expect(messagesOf(directive, "sample a", "sample")).toEqual([after("sample", 3)]);
});
