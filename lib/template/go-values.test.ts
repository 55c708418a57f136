/** Comparing, counting and declaring: what text/template 1.26 writes for each of these, or says of it. */
import { expect, test } from "vitest";
import { readTemplate } from "./template.ts";
import { floatValue, intValue, NIL, stringValue, type Value } from "./value.ts";

const data: Value = {
  kind: "map",
  type: "map[string]interface {}",
  elementType: "interface {}",
  entries: new Map<string, Value>([
    ["f", floatValue(1.5)],
    ["i", intValue(3)],
    ["s", stringValue("x")],
    ["n", NIL],
    ["l", { kind: "list", type: "[]int", items: [intValue(1), intValue(2)] }],
  ]),
};

function run(text: string): string {
  const template = readTemplate("t", text);
  if ("error" in template) return template.error;
  const output = template.execute(data);
  return "error" in output ? output.error : output.octets;
}

const RECORDED: readonly (readonly [text: string, outcome: string])[] = [
  [
    "{{ eq .f 1.5 }} {{ eq .f 1.25 }} {{ ne .f 1.5 }} {{ lt .f 1.5 }} {{ le .f 1.5 }} {{ gt .f 1.5 }} {{ ge .f 1.5 }}",
    "true false false false true false true",
  ],
  [
    "{{ lt 1.5 2.5 }} {{ lt 2.5 1.5 }} {{ gt 2.5 1.5 }} {{ le 2.5 1.5 }} {{ ge 1.5 2.5 }}",
    "true false true false false",
  ],
  [
    "{{ lt .f 2 }}",
    'template: t:1:3: executing "t" at <lt .f 2>: error calling lt: incompatible types for comparison: float64 and int',
  ],
  [
    "{{ lt .f .i }}",
    'template: t:1:3: executing "t" at <lt .f .i>: error calling lt: incompatible types for comparison: float64 and int',
  ],
  [
    "{{ eq .f .i }}",
    'template: t:1:3: executing "t" at <eq .f .i>: error calling eq: incompatible types for comparison: float64 and int',
  ],
  [
    '{{ lt "a" "b" }} {{ lt "b" "a" }} {{ le "a" "a" }} {{ gt "b" "a" }} {{ ge "a" "b" }}',
    "true false true true false",
  ],
  ["{{ lt 1 1 }} {{ le 1 1 }} {{ gt 1 1 }} {{ ge 1 1 }} {{ lt 1 2 }} {{ gt 1 2 }}", "false true false true true false"],
  [
    "{{ lt true false }}",
    'template: t:1:3: executing "t" at <lt true false>: error calling lt: invalid type for comparison',
  ],
  ["{{ lt .n 1 }}", 'template: t:1:3: executing "t" at <lt .n 1>: error calling lt: invalid type for comparison'],
  ["{{ lt .l .l }}", 'template: t:1:3: executing "t" at <lt .l .l>: error calling lt: invalid type for comparison'],
  ["{{ eq 1 2 3 1 }}", "true"],
  ["{{ eq 1 }}", 'template: t:1:3: executing "t" at <eq 1>: error calling eq: missing argument for comparison'],
  ["{{ 0x1p4 }} {{ 0x1i }}", 'template: t:1: illegal number syntax: "0x1i"'],
  ["{{ 9223372036854775807 }} {{ 1e18 }}", "9223372036854775807 1e+18"],
  [
    "{{ 9223372036854775808 }}",
    'template: t:1:3: executing "t" at <9223372036854775808>: 9223372036854775808 overflows int',
  ],
  ["{{ 18446744073709551616 }}", 'template: t:1: integer overflow: "18446744073709551616"'],
  ["{{ 1e400 }}", 'template: t:1: illegal number syntax: "1e400"'],
  ["{{ $a, $b := 1 }}", "template: t:1: too many declarations in command"],
  ["{{ range $a, $b, $c := .l }}{{ end }}", "template: t:1: too many declarations in range"],
  ["{{ range $a, 1 := .l }}{{ end }}", "template: t:1: range can only initialize variables"],
  ["{{ range $i, $e := .l }}{{ $i }}{{ $e }},{{ end }}", "01,12,"],
  ["{{ range $e := .l }}{{ $e }},{{ else }}none{{ end }}", "1,2,"],
  ["{{ range $i, $e = .l }}{{ end }}", 'template: t:1:18: executing "t" at <.l>: undefined variable: $i'],
  ["{{ $x := 1 }}{{ $x = 2 }}{{ $x }}", "2"],
  ["{{ with $x := 3 }}{{ $x }}{{ end }}", "3"],
  ["{{ if $x := 3 }}{{ $x }}{{ end }}{{ $x }}", 'template: t:1: undefined variable "$x"'],
  ['{{ .s | printf "%s-%s" "a" }}', "a-x"],
  ['{{ "a" | "b" }}', "template: t:1: non executable command in pipeline stage 2"],
  ["{{ 1 2 }}", 'template: t:1:3: executing "t" at <1>: can\'t give argument to non-function 1'],
  [
    "{{ index .l 1 }} {{ index .l 2 }}",
    'template: t:1:20: executing "t" at <index .l 2>: error calling index: reflect: slice index out of range',
  ],
  [
    "{{ len .l }} {{ len .s }} {{ len 3 }}",
    'template: t:1:29: executing "t" at <len 3>: error calling len: len of type int',
  ],
  ["{{ slice .s 0 1 }}", "x"],
  ['{{ not 0 }} {{ and 1 0 2 }} {{ or 0 "" 3 }}', "true 0 3"],
  ['{{ printf "%5.1f|%-6v|%06d|%x|%t" 1.25 "ab" 42 255 true }}', "  1.2|ab    |000042|ff|true"],
  ["{{ .i.x }}", 'template: t:1:5: executing "t" at <.i.x>: can\'t evaluate field x in type interface {}'],
  ["{{ nil }}", 'template: t:1:3: executing "t" at <nil>: nil is not a command'],
  ["{{ .n }}", "<no value>"],
  ['{{ template "x" }}', 'template: t:1:12: executing "t" at <{{template "x"}}>: template "x" not defined'],
  ['{{ define "x" }}[{{ . }}]{{ end }}{{ template "x" .s }}', "[x]"],
  ["{{ break }}", "template: t:1: {{break}} outside {{range}}"],
  ["{{ range .l }}{{ if eq . 2 }}{{ break }}{{ end }}{{ . }}{{ end }}", "1"],
  ["{{ range .l }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }}", "2"],
  ["a {{- 1 -}} b", "a1b"],
  ["{{/* c */}}x", "x"],
  ["{{ (index .l 0) }}", "1"],
  ["{{ .s.y }}", 'template: t:1:5: executing "t" at <.s.y>: can\'t evaluate field y in type interface {}'],
];

test.each(RECORDED)("%s", (text, outcome) => expect(run(text)).toBe(outcome));

test("an imaginary number is refused as such", () =>
  expect(run("{{ 1i }}")).toBe('template: t:1: complex numbers are not supported here: "1i"'));
