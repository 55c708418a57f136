import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const parsing = (line: number, text: string): string => `plugin/sign: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line = 3): string =>
  parsing(line, `Wrong argument count or unexpected line ending after '${word}'`);
const ONE_FOLDER = 'plugin/sign: can only be one argument after "directory"';
const NO_FOLDERS = "plugin/sign: directory: not implemented";

/** A line in the block, and the line with which CoreDNS 1.15.0 refuses it. */
const refusals: Readonly<Record<string, string>> = {
  key: after("key"),
  "key file": after("file"),
  "key directory": NO_FOLDERS,
  "key directory keys": NO_FOLDERS,
  "key files a": parsing(3, "unknown property 'a'"),
  "key files key": after("key"),
  "key files directory": ONE_FOLDER,
  directory: ONE_FOLDER,
  "directory a b": ONE_FOLDER,
  "algorithm 13": parsing(3, "unknown property 'algorithm'"),
  "Key file a": parsing(3, "unknown property 'Key'"),
};

test.each(Object.entries(refusals))("%s is refused", (line, message) =>
  expect(messagesOf(directive, "sign db.example.org {", line, "}")[0]).toBe(message),
);

test("a file is wanted, in every use", () => {
  expect(messagesOf(directive, "sign")[0]).toBe(after("sign", 2));
  expect(messagesOf(directive, "sign {", "}")[0]).toBe(after("}", 3));
  expect(messagesOf(directive, "sign db.example.org", "sign")[0]).toBe(after("sign", 3));
});

describe("what a use means", () => {
  const keysOf = (...lines: readonly string[]) => {
    const { uses, problems } = checkLines(directive, "sign db.example.org Example.ORG {", ...lines, "}");
    const keys = uses[0]?.properties.key.flatMap(({ args }) => args.files.map(({ value }) => value));
    return { zones: uses[0]?.args.zones.flatMap(({ value }) => value), keys, problems };
  };
  test.each([
    [
      ["key file a b", "key file c.key"],
      ["a", "b", "c.key"],
    ],
    [["key files"], []],
    [["key files key file a"], ["a"]],
    [["key files directory keys", "directory signed"], []],
  ])("%j", (lines, keys) => expect(keysOf(...lines)).toEqual({ zones: ["example.org."], keys, problems: [] }));
});
