import { describe, expect, test } from "vitest";
import { setUp } from "../../set-up/_test/set-up.ts";
import { world } from "../_test/run.ts";
import { setup } from "./setup.ts";

const key = (name: string): string => `key "${name}" {\n  algorithm hmac-sha256;\n  secret "c2VjcmV0";\n};\n`;
const after = (word: string, line: number): string =>
  `plugin/tsig: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;

function firstProblem(lines: string, files: Readonly<Record<string, string>>) {
  const host = world(files);
  host.files.makeFolder("folder");
  return setUp(`.:1053 {\ntsig {\n${lines}\n}\n}`, [setup], host).problems[0];
}

describe("files of keys", () => {
  /** Texts, and whether CoreDNS 1.15.0 takes them. */
  const texts: Readonly<Record<string, readonly [string, boolean]>> = {
    "several keys": [`${key("k.example.org.")}\n${key("l")}`, true],
    "a key without quotes, semicolons and an end": ["key k {\nsecret c2VjcmV0\n", true],
    "brace on a line of its own": ["key k\n{\nsecret c2VjcmV0\n}\n", false],
    "an empty file": ["", true],
    "line ends of other systems": [key("k").replaceAll("\n", "\r\n"), true],
    "all on one line": ['key "k" { secret "c2VjcmV0"; };', false],
    "a comment": [`# ours\n${key("k")}`, false],
    "another statement": ["options { };", false],
    "another statement in a key": ['key "k" {\ncomment "x";\nsecret "c2VjcmV0";\n};', false],
    "the word key alone": ["key\n{\n};", false],
    "no name": ['key {\nsecret "c2VjcmV0";\n};', false],
    "no secret": ['key "k" {\nalgorithm hmac-sha256;\n};', false],
    "an empty secret": ['key "k" {\nsecret "";\n};', false],
    "a key twice, in another case": [key("k") + key("K."), false],
    "nothing behind a line that is too long": [`${key("k")}\n${"x".repeat(65_536)}\n`, true],
    "a line as long as it may be": [`${key("k")}\n${"x".repeat(65_535)}\n`, false],
  };
  test.each(Object.entries(texts))("%s", (_, [text, isTaken]) => {
    const problem = firstProblem("secrets keys.conf", { "keys.conf": text });
    if (isTaken) expect(problem).toBeUndefined();
    else expect(problem).toMatchObject({ cause: "here", message: after("keys.conf", 3) });
  });
});

test.each([
  ["a file that is not there", "secrets no.conf", after("no.conf", 3)],
  ["a folder is a file without keys", "secrets folder", undefined],
  ["a key of the file behind the same in the Corefile", "secret k x\nsecrets keys.conf", after("keys.conf", 4)],
  ["a key in the Corefile behind the same in the file", "secrets keys.conf\nsecret K. x", after("x", 4)],
  ["the same file twice", "secrets keys.conf\nsecrets keys.conf", after("keys.conf", 4)],
])("%s", (_, lines, message) => {
  const problem = firstProblem(lines, { "keys.conf": key("k") });
  if (message === undefined) expect(problem).toBeUndefined();
  else expect(problem).toMatchObject({ cause: "here", message });
});

test("beside CoreDNS's message stands what it does not tell", () => {
  expect(firstProblem("secrets no.conf", {})).toMatchObject({ help: "open no.conf: no such file or directory" });
  expect(firstProblem("secrets keys.conf", { "keys.conf": key("k") + key("K") })).toMatchObject({
    help: "keys.conf is not a file of keys that CoreDNS can read: the key k. is in it twice.",
  });
  expect(firstProblem("secrets keys.conf", { "keys.conf": "options { };" })).toMatchObject({
    help: "keys.conf is not a file of keys that CoreDNS can read: options stands where key should.",
  });
  expect(firstProblem("secrets keys.conf\nsecret k x", { "keys.conf": key("k") })).toMatchObject({
    help: "The key k. is there already.",
  });
});
