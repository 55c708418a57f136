import { describe, expect, test } from "vitest";
import { hostsAddress, hostsName, readHostsLine } from "./hosts-line.ts";

describe("the words of a line, each at its place", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "": [],
    " \t\r": [],
    "192.0.2.1 a": ["192.0.2.1@0-9", "a@10-11"],
    "\t192.0.2.1\v\fa  b\r": ["192.0.2.1@1-10", "a@12-13", "b@15-16"],
    "a b#c d": ["a@0-1", "b@2-3", "#@3"],
    "# a": ["#@0"],
    "a # b # c": ["a@0-1", "#@2"],
    // CoreDNS parts words at the blanks of ASCII alone.
    "a\u00a0b c\u2003d": ["a\u00a0b@0-3", "c\u2003d@4-7"],
  };
  test.each(Object.entries(cases))("%j", (text, expected) => {
    const { address, names, comment } = readHostsLine(text);
    const words = [...(address === undefined ? [] : [address]), ...names];
    const told = words.map((word) => `${word.text}@${word.start}-${word.end}`);
    expect([...told, ...(comment === undefined ? [] : [`#@${comment}`])]).toEqual(expected);
  });
  test("count from where the line begins", () => {
    const { address, names, comment } = readHostsLine("a b #", 100);
    expect([address?.start, names[0]?.end, comment]).toEqual([100, 103, 104]);
  });
});

test.each([
  ["192.0.2.1", "192,0,2,1"],
  ["192.0.2.1%eth0", "192,0,2,1"],
  ["fe80::1%eth0", `254,128${",0".repeat(13)},1`],
  ["192.0.2.01", "undefined"],
  ["", "undefined"],
])("the address %j", (word, bytes) => expect(String(hostsAddress(word))).toBe(bytes));

test.each([
  ["WWW.example.org", "www.example.org.", "www.example.org."],
  ["a.", "a.", "a."],
  ["a..b", "a..b.", undefined],
  ["b\u00c3\u00bc", "b\u00e3\u00bc.", "b\\195\\188."],
])("the name %j", (octets, written, name) => expect(hostsName(octets)).toEqual({ written, name }));
