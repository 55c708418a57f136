/** What Go 1.26 says of regular expressions, and what it takes that others do not. */
import { describe, expect, test } from "vitest";
import { compileRegex } from "./regex.ts";

describe("Go refuses", () => {
  const deep = `${"(".repeat(1001)}a${")".repeat(1001)}`;
  test.each<readonly [string, string]>([
    ["a\\", "trailing backslash at end of expression: ``"],
    ["\\p{lu}x\\", "trailing backslash at end of expression: ``"],
    ["(?P<", "invalid or unsupported Perl syntax: `(?P`"],
    ["(?P<x", "invalid named capture: `(?P<x`"],
    ["(?P<1-a>b)", "invalid named capture: `(?P<1-a>`"],
    ["(?P<n>a)(?P<n>b", "missing closing ): `(?P<n>a)(?P<n>b`"],
    ["(?P<n>a)(?P<n>b)**", "invalid nested repetition operator: `**`"],
    ["\\p{Letters}", "invalid character class range: `\\p{Letters}`"],
    ["\\p{Old_Italic}", "invalid character class range: `\\p{Old_Italic}`"],
    ["[a-\\d]", "invalid escape sequence: `\\d`"],
    ["(?i\\pN{,2})", "invalid or unsupported Perl syntax: `(?i\\`"],
    ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
    ["a{1001}", "invalid repeat count: `{1001}`"],
    ["[z-a]", "invalid character class range: `z-a`"],
    [deep, `expression nests too deeply: \`${deep}\``],
  ])("%s", (source, error) => {
    expect(compileRegex(source)).toEqual({ ok: false, error: `error parsing regexp: ${error}` });
  });
});

describe("Go takes", () => {
  test.each<readonly [string, string, readonly (string | null)[] | undefined]>([
    ["(?P<n>a)(?<n>b)", "ab", ["ab", "a", "b"]],
    ["\\p{letter}+", "é1", ["é"]],
    ["\\p{Uppercase_Letter}", "aB", ["B"]],
    ["\\p{ASCII}", "éx", ["x"]],
    ["\\P{greek}", "αx", ["x"]],
    ["[\\p{digit}-]+", "a1-2", ["1-2"]],
    ["\\Q(?P<n>\\E", "(?P<n>", ["(?P<n>"]],
    ["[(?P<n>]+", "P<n>", ["P<n>"]],
  ])("%s", (source, text, groups) => {
    const regex = compileRegex(source);
    if (!regex.ok) throw new Error(regex.error);
    const matcher = regex.value.pattern.matcher(text);
    const found = matcher.find()
      ? Array.from({ length: regex.value.groups + 1 }, (_, at) => matcher.group(at))
      : undefined;
    expect(found).toEqual(groups);
  });

  test("a name twice, and tells both", () => {
    const regex = compileRegex("(?P<n>a)(b)(?<n>c)");
    expect(regex.ok && regex.value.groupNames).toEqual(["", "n", "", "n"]);
  });
});
