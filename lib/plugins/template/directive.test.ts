import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["template"],
    "plugin/template: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'template'",
  ],
  [
    ["template IN"],
    "plugin/template: Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'IN'",
  ],
  [["template in A"], "plugin/template: Corefile:2 - Error during parsing: invalid query class in"],
  [["template IN a"], "plugin/template: Corefile:2 - Error during parsing: invalid RR class a"],
  [["template XX"], "plugin/template: Corefile:2 - Error during parsing: invalid query class XX"],
  [
    ["template IN A {", "match (", "}"],
    "plugin/template: Corefile:3 - Error during parsing: could not parse regex: (, error parsing regexp: missing closing ): `(`",
  ],
  [
    ["template IN A {", "match", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'match'",
  ],
  [
    ["template IN A {", "answer", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'answer'",
  ],
  [
    ["template IN A {", "rcode", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'rcode'",
  ],
  [["template IN A {", "rcode 3", "}"], "plugin/template: Corefile:3 - Error during parsing: unknown rcode 3"],
  [
    ["template IN A {", "ederror", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'ederror'",
  ],
  [
    ["template IN A {", "ederror x reason", "}"],
    'plugin/template: Corefile:3 - Error during parsing: error parsing extended DNS error code reason, strconv.ParseUint: parsing "x": invalid syntax',
  ],
  [
    ["template IN A {", "ederror 1 b c", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'c'",
  ],
  [
    ["template IN A {", "var x", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["template IN A {", "var 1x 1", "}"],
    'plugin/template: Corefile:3 - Error during parsing: invalid variable name "1x"',
  ],
  [
    ["template IN A {", "var name 1", "}"],
    'plugin/template: Corefile:3 - Error during parsing: variable name "name" is reserved',
  ],
  [
    ["template IN A {", "var x 1", "var x 2", "}"],
    'plugin/template: Corefile:4 - Error during parsing: variable name "x" is reserved',
  ],
  [
    ["template IN A {", "var sum 1", "}"],
    'plugin/template: Corefile:3 - Error during parsing: variable name "sum" is reserved',
  ],
  [
    ["template IN A {", "expr", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'expr'",
  ],
  [
    ["template IN A {", "foo", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'foo'",
  ],
  [
    ["template IN A {", "rcode NOERROR x", "}"],
    "plugin/template: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["template IN A {", 'answer "{{ .Name" b', "}"],
    "plugin/template: Corefile:3 - Error during parsing: could not compile template: b, template: answer:1: unclosed action",
  ],
  [
    ["template IN A {", 'authority "{{ end }}"', "}"],
    "plugin/template: Corefile:3 - Error during parsing: could not compile template: {{ end }}, template: authority:1: unexpected {{end}}",
  ],
  [
    ["template IN A {", "var if 1", "}"],
    'plugin/template: Corefile:3 - Error during parsing: variable name "if" is reserved',
  ],
  [
    ["template IN A {", "var bitand 1", "}"],
    'plugin/template: Corefile:3 - Error during parsing: variable name "bitand" is reserved',
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<{ lines: readonly string[] }>([["template IN A {", "var fmt 1", "}"]].map((lines) => ({ lines })))(
  "$lines is taken",
  ({ lines }) => expect(messagesOf(directive, ...lines)).toEqual([]),
);

test("what a use means", () => {
  const [use] = checkLines(
    directive,
    "template IN ANY example.org {",
    "  match ^a ^b",
    '  answer "{{ .Name }} 60 IN A 192.0.2.1"',
    "  match ^c",
    "  rcode NXDOMAIN",
    "  ederror 21 why",
    "}",
  ).uses;
  expect([use?.args.class.value, use?.args.type.value, use?.args.zones.flatMap(({ value }) => value)]).toEqual([
    1,
    255,
    ["example.org."],
  ]);
  expect(use?.properties.match?.args.patterns.map(({ value }) => value.source)).toEqual(["^a", "^b", "^c"]);
  expect(use?.properties.answer?.args.templates).toHaveLength(1);
  expect([use?.properties.rcode?.args.value.value, use?.properties.ederror?.args]).toEqual([
    3,
    { code: 21, reason: "why" },
  ]);
});
