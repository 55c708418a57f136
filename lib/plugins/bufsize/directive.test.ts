import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const wrong = (line: number, word: string): string =>
  `plugin/bufsize: plugin/bufsize: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;

describe("refusals, each said twice", () => {
  test.each([
    ["bufsize big", wrong(2, "big")],
    ["bufsize 511", wrong(2, "511")],
    ["bufsize 4097", wrong(2, "4097")],
    ["bufsize -1", wrong(2, "-1")],
    ["bufsize 512 1232", wrong(2, "1232")],
  ])("%s", (line, message) => expect(messagesOf(directive, line)[0]).toBe(message));
});

describe("sizes", () => {
  test.each([
    ["bufsize", undefined],
    ["bufsize 512", 512],
    ["bufsize 4096", 4096],
  ])("%s", (line, size) => {
    const { uses, problems } = checkLines(directive, line);
    expect([problems, uses[0]?.args.size?.value]).toEqual([[], size]);
  });
  test("only the first use is looked at", () => {
    const { uses, problems } = checkLines(directive, "bufsize 512", "bufsize nothing");
    expect([problems, uses.map(({ args }) => args.size?.value)]).toEqual([[], [512]]);
  });
});
