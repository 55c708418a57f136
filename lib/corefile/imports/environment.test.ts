import { expect, test } from "vitest";
import { type Environment, replaceVariables } from "./environment.ts";

interface Case {
  readonly text: string;
  readonly env?: Environment;
  readonly is: string;
}

/** As CoreDNS has them. */
const replaced: Readonly<Record<string, Case>> = {
  "a value": { text: "a{$A}b{%A%}c", env: { A: "1" }, is: "a1b1c" },
  "no value is nothing": { text: "a{$A}b", is: "ab" },
  "a value is searched again": { text: "{$A}", env: { A: "x{$B}", B: "1" }, is: "x1" },
  "a reference within another is a part of its name": { text: "{$A{$B}}", env: { B: "1" }, is: "}" },
  "one that was replaced before is replaced there, too": { text: "{$B}{$A{$B}}", env: { B: "1", A1: "2" }, is: "12" },
  "what comes together around nothing is a reference": { text: "{{$A}$B}", env: { B: "1" }, is: "1" },
  "two nothings in a row": { text: "{{$A}{$C}$B}", env: { B: "1" }, is: "1" },
  "one without a name ends the search": { text: "{$A}{$}{$B}{$A}", env: { A: "1", B: "2" }, is: "1{$}{$B}1" },
  "one without an end ends the search": { text: "{$A}{$B", env: { A: "1", B: "2" }, is: "1{$B" },
  "what Windows writes is replaced first": { text: "{$A{%B%}}", env: { B: "1", A1: "2" }, is: "2" },
  "more than a hundred of them": {
    text: Array.from({ length: 300 }, (_, index) => `{$A${index}}`).join("-"),
    env: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`A${index}`, String(index)])),
    is: Array.from({ length: 300 }, (_, index) => String(index)).join("-"),
  },
  "more than a hundred of them, by rounds": {
    text: `{{$A}$B}${Array.from({ length: 300 }, (_, index) => `{$A${index}}`).join("-")}`,
    env: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`A${index}`, String(index)])),
    is: Array.from({ length: 300 }, (_, index) => String(index)).join("-"),
  },
};

for (const [name, { text, env = {}, is }] of Object.entries(replaced)) {
  test(name, () => {
    expect(replaceVariables(text, env)).toBe(is);
  });
}

test("a value that holds a reference to itself ends, which it does not in CoreDNS", () => {
  expect(replaceVariables("{$A}", { A: "x{$A}" }).length).toBeLessThan(1000);
  expect(replaceVariables("{$A}", { A: "{$A}{$A}" }).length).toBeLessThan(3_000_000);
  expect(replaceVariables("{$A}", { A: "{$B}", B: "{$A}" })).toMatch(/^\{\$[AB]\}$/);
});

test("many names in one word are read in one go", () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `{$A${index}}`);
  expect(replaceVariables(names.join(""), {})).toBe("");
});
