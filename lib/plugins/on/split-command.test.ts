import { describe, expect, test } from "vitest";
import { splitCommand } from "./split-command.ts";

const words: Readonly<Record<string, readonly string[]>> = {
  "echo  a\tb": ["echo", "a", "b"],
  "echo 'a  b' \"c d\"": ["echo", "a  b", "c d"],
  "echo a'b'\"c\"d": ["echo", "abcd"],
  "echo '' \"\"": ["echo", "", ""],
  'echo a\\ b \\"': ["echo", "a b", '"'],
  'echo "a\\"b" \'a\\b\'': ["echo", 'a"b', "a\\b"],
  "echo a#b # rest": ["echo", "a#b"],
  "echo # rest\nb": ["echo", "b"],
  "echo '\u00e9`'": ["echo", "\u00e9`"],
  "''": [""],
};

/** What CoreDNS 1.15.0 says; its spelling depends on the place. */
const refusals: Readonly<Record<string, string>> = {
  "": "no command contained in ''",
  "# all of it": "no command contained in '# all of it'",
  "echo it's": "error parsing command: EOF found when expecting closing quote.",
  'echo "a': "error parsing command: EOF found when expecting closing quote.",
  "echo \\": "error parsing command: EOF found after escape character",
  'echo "\\': "error parsing command: EOF found after escape character",
  "echo \u00e9": "error parsing command: Unknown rune: 233",
  "echo`": "error parsing command: Uknown rune: 96",
  "echo \\\u00e9": "error parsing command: Uknown rune: 233",
};

describe("a command line", () => {
  test.each(Object.entries(words))("%j is split", (text, [program, ...others]) =>
    expect(splitCommand(text)).toEqual({ ok: true, value: { program, arguments: others } }),
  );
  test.each(Object.entries(refusals))("%j is refused", (text, error) =>
    expect(splitCommand(text)).toEqual({ ok: false, error }),
  );
});
