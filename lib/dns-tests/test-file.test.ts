/** What is wrong with dns-tests.yaml is told at its place, before anything is asked. */
import { describe, expect, it } from "vitest";
import { readTestFile } from "./test-file.ts";

function told(text: string): readonly string[] {
  const read = readTestFile(text);
  return "problems" in read ? read.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`) : [];
}

describe("problems", () => {
  const test = (lines: string): string => `tests:\n  - ask: www.example.org\n    expect: {rcode: NOERROR}\n${lines}`;
  const cases: Readonly<Record<string, [string, string]>> = {
    "a key that there is not": [test("    form: 192.0.2.1\n"), "4:5: tests[0].form: there is no such key here"],
    "a key of expect that there is not": [
      "tests:\n  - ask: www.example.org\n    expect:\n      rcode: NOERROR\n      lines: Corefile:3\n",
      "5:7: tests[0].expect.lines: there is no such key here",
    ],
    "nothing that is expected": [
      "tests:\n  - ask: www.example.org\n    expect: {}\n",
      "3:5: tests[0].expect: say what is expected: rcode, answer, contains, not, plugin or line",
    ],
    "a transport that tests do not have": [test("    via: https\n"), "4:5: tests[0].via: takes udp or tcp"],
    "a size that is none": [
      test("    edns: large\n"),
      "4:5: tests[0].edns: takes a size in octets, 0 to 65535, or false for no OPT record",
    ],
    "a word where there is a switch": [test("    do: maybe\n"), "4:5: tests[0].do: takes true or false"],
    "an address that is none": [test("    from: 10.1.2\n"), '4:5: tests[0].from: "10.1.2" is no IP address'],
    "a pod without its prefix": [
      test("    as: shop/till\n"),
      '4:5: tests[0].as: takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "shop/till"',
    ],
    "a type that there is not": [
      "tests:\n  - ask: www.example.org AAAAA\n    expect: {rcode: NOERROR}\n",
      '2:5: tests[0].ask: "AAAAA" is no RR type; TYPE65 is one by its number',
    ],
    "a class that there is not": [
      "tests:\n  - ask: www.example.org A XX\n    expect: {rcode: NOERROR}\n",
      '2:5: tests[0].ask: "XX" is no class; there are IN, CH, HS, ANY and NONE',
    ],
    "a code that there is not": [
      "tests:\n  - ask: www.example.org\n    expect:\n      rcode: NODOMAIN\n",
      '4:7: tests[0].expect.rcode: "NODOMAIN" is no response code; none is for no reply',
    ],
    "a line without its number": [
      "tests:\n  - ask: www.example.org\n    expect:\n      line: Corefile\n",
      "4:7: tests[0].expect.line: a line is written FILE:LINE, for instance Corefile:3",
    ],
    "a record that is none": [
      'tests:\n  - ask: www.example.org\n    expect:\n      answer:\n        - "www.example.org. 300 IN A 192.0.2"\n',
      '5:11: "www.example.org. 300 IN A 192.0.2" is no record: ',
    ],
    "one record instead of a list": [
      "tests:\n  - ask: www.example.org\n    expect:\n      answer: www.example.org. 300 IN A 192.0.2.80\n",
      "4:7: tests[0].expect.answer: takes a list",
    ],
    "an upstream that fails in another way": [
      `${test("")}upstreams:\n  "*": broken\n`,
      "5:3: upstreams.*: takes a list of records, or timeout, refused or servfail",
    ],
    "no tests at all": ["upstreams: []\n", "1:1: tests: takes a list"],
    "text that is no YAML": ["tests: [\n", "2:1: Flow sequence"],
  };
  it.each(Object.entries(cases))("%s", (_, [text, words]) => {
    const problems = told(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, words.length)).toBe(words);
  });

  it("are told all at once", () => {
    expect(
      told("tests:\n  - {ask: a A, expect: {rcode: X}}\n  - {ask: a Q, from: x, expect: {rcode: NOERROR}}\n"),
    ).toHaveLength(3);
  });
});
