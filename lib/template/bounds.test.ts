/** How much a template may do: each bound holds exactly, and what ended does not count for what comes after. */
import { describe, expect, test } from "vitest";
import { outcomeOf } from "./_test/sample.ts";
import { formatValue } from "./format-value.ts";
import { intValue, type StructValue, type Value } from "./value.ts";

const times = (count: number, text: string): string => text.repeat(count);
const inParentheses = (count: number): string => `{{ ${times(count, "(")}1${times(count, ")")} }}`;
const nested = (count: number): string => `${times(count, "{{if 1}}")}a${times(count, "{{end}}")}`;
const chained = (count: number): string => `{{if 0}}${times(count, "{{else if 0}}")}{{else}}a{{end}}`;
const calls = (count: number): string =>
  `{{define "T"}}{{if .}}{{template "T" (slice . 1)}}{{end}}{{end}}{{template "T" "${times(count - 1, "x")}"}}`;

describe("what reaches a bound is carried out, one more is refused", () => {
  const cases: Readonly<Record<string, readonly [at: string, outcome: string, over: string, refusal: string]>> = {
    parentheses: [inParentheses(500), "1", inParentheses(501), "template: t:1: max expression depth exceeded"],
    "actions in actions": [nested(500), "a", nested(501), "template: t:1: actions are nested too deeply"],
    "else after else": [chained(499), "a", chained(500), "template: t:1: actions are nested too deeply"],
    "templates in templates": [
      calls(250),
      "",
      calls(251),
      'template: t:1:33: executing "T" at <{{template "T" (slice . 1)}}>: exceeded maximum template depth (250)',
    ],
    output: [
      `{{range 16}}${times(65_536, "x")}{{end}}`,
      times(1 << 20, "x"),
      `{{range 16}}${times(65_536, "x")}{{end}}y`,
      `template: t:1:65555: executing "t" at <y>: more than 1048576 octets of output`,
    ],
    "a formatted text": [
      '{{len (printf "%1048576d" 1)}}',
      "1048576",
      '{{len (printf "%1048577d" 1)}}',
      'template: t:1:7: executing "t" at <printf "%1048577d" 1>: error calling printf: printf: more than 1048576 octets',
    ],
    "the width of a field": [
      '{{len (printf "%*d" 1000000 1)}}',
      "1000000",
      '{{printf "%*d" 1000001 1}}',
      "%!(BADWIDTH)1",
    ],
    "a width in the format": [
      '{{len (printf "%1000000d" 1)}}',
      "1000000",
      '{{printf "%10000009d" 1}}',
      'template: t:1:2: executing "t" at <printf "%10000009d" 1>: error calling printf: printf: more than 1048576 octets',
    ],
    "output of an action": [
      '{{$x := printf "%1048576d" 1}}{{$x}}',
      `${times(1_048_575, " ")}1`,
      '{{$x := printf "%1048576d" 1}}a{{$x}}',
      'template: t:1:33: executing "t" at <{{$x}}>: more than 1048576 octets of output',
    ],
    steps: [
      "{{range 99997}}{{end}}",
      "",
      "{{range 99998}}{{end}}",
      'template: t:1:8: executing "t" at <{{range 99998}}{{end}}>: more than 100000 steps',
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [at, outcome, over, refusal]) => {
    expect(outcomeOf(at)).toBe(outcome);
    expect(outcomeOf(over)).toBe(refusal);
  });
});

describe("what is closed again is not counted", () => {
  const cases: Readonly<Record<string, readonly [template: string, outcome: string]>> = {
    parentheses: [`{{print${times(600, " (1)")}}}`, times(600, "1 ").trimEnd()],
    actions: [times(600, "{{if 1}}a{{end}}"), times(600, "a")],
    "actions with others in else": [times(600, "{{if 0}}{{else if 1}}a{{end}}"), times(600, "a")],
    templates: [`{{define "T"}}a{{end}}${times(600, '{{template "T"}}')}`, times(600, "a")],
  };
  test.each(Object.entries(cases))("%s", (_, [template, outcome]) => expect(outcomeOf(template)).toBe(outcome));
});

describe("a value is written twenty levels deep", () => {
  const levels = (count: number, around: (inner: Value) => Value): string =>
    formatValue(Array.from({ length: count }).reduce<Value>(around, intValue(1)));
  const struct = (inner: Value): StructValue => ({ kind: "struct", type: "s", fields: ["A"], field: () => inner });
  const kinds: Readonly<Record<string, readonly [around: (inner: Value) => Value, before: string, after: string]>> = {
    lists: [(inner) => ({ kind: "list", type: "[]any", items: [inner] }), "[", "]"],
    maps: [
      (inner) => ({ kind: "map", type: "map[string]any", elementType: "any", entries: new Map([["a", inner]]) }),
      "map[a:",
      "]",
    ],
    structs: [struct, "{", "}"],
  };
  test.each(Object.entries(kinds))("%s", (_, [around, before, after]) => {
    expect(levels(20, around)).toBe(`${times(20, before)}1${times(20, after)}`);
    expect(levels(21, around)).toBe(`${times(21, before)}...${times(21, after)}`);
  });
});
