/** Go's own behaviour: what text/template 1.26 writes for each of these, and how it refuses the others. */
import { describe, expect, test } from "vitest";
import { readTemplate } from "./template.ts";
import { boolValue, floatValue, intValue, NIL, type StructValue, stringValue, type Value } from "./value.ts";

const strings = (texts: Readonly<Record<string, string>>): Map<string, Value> =>
  new Map(Object.entries(texts).map(([name, text]) => [name, stringValue(text)]));

const FIELDS = new Map<string, Value>([
  ...strings({ Zone: "test.", Name: "a.test.", Class: "IN", Type: "MX" }),
  ["Match", { kind: "list", type: "[]string", items: ["a.", "a", ""].map(stringValue) }],
  [
    "Group",
    {
      kind: "map",
      type: "map[string]string",
      elementType: "string",
      entries: strings({ 0: "a.", 1: "a", 2: "", x: "a" }),
    },
  ],
  [
    "Var",
    {
      kind: "map",
      type: "map[string]interface {}",
      elementType: "interface {}",
      entries: new Map<string, Value>([
        ["s", stringValue("x<y")],
        ["n", intValue(5)],
        ["b", boolValue(true)],
        ["f", floatValue(1.5)],
        ["l", { kind: "list", type: "[]interface {}", items: [intValue(1), stringValue("a")] }],
        ["nil", NIL],
      ]),
    },
  ],
]);

const to: StructValue = {
  kind: "struct",
  type: "sample.data",
  fields: [...FIELDS.keys()],
  field: (name) => FIELDS.get(name),
};
const data: Value = { kind: "pointer", type: "*sample.data", to };

function run(text: string): string {
  const template = readTemplate("answer", text);
  if ("error" in template) return template.error;
  const output = template.execute(data);
  return "error" in output
    ? output.error
    : new TextDecoder().decode(Uint8Array.from(output.octets, (octet) => octet.charCodeAt(0)));
}

const written: Readonly<Record<string, string>> = {
  "": "",
  plain: "plain",
  "{{ .Name }} 60 IN A 192.0.2.1": "a.test. 60 IN A 192.0.2.1",
  '{{ .Name | printf "%s-%q" .Zone }}': 'test.-"a.test."',
  "{{ index .Match 1 }}": "a",
  "{{ .Group.nothing }}": "<no value>",
  "{{ .Group.x }}": "a",
  "{{ .Group.nothing.deeper }}": "<no value>",
  '{{ index .Group "q" }}|': "|",
  "{{ if .Name }}a{{ else }}b{{ end }}": "a",
  '{{ if eq .Type "A" "MX" }}yes{{ else if .Name }}no{{ end }}': "yes",
  "{{ range .Match }}[{{ . }}]{{ else }}none{{ end }}": "[a.][a][]",
  "{{ range $i, $e := .Match }}{{ $i }}={{ $e }},{{ end }}": "0=a.,1=a,2=,",
  "{{ range $k, $v := .Group }}{{ $k }}={{ $v }},{{ end }}": "0=a.,1=a,2=,x=a,",
  "{{ range 3 }}{{ . }}{{ end }}": "012",
  "{{ range $i := 3 }}{{ $i }}{{ if eq $i 1 }}{{ break }}{{ end }}{{ end }}": "01",
  "{{ with .Group.x }}{{ . }}{{ else with .Name }}q{{ end }}": "a",
  "{{ with $x := .Name }}{{ $x }}{{ end }}": "a.test.",
  "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}": "2",
  '{{ define "T" }}<{{ . }}>{{ end }}{{ template "T" .Name }}': "<a.test.>",
  '{{ block "B" .Type }}({{ . }}){{ end }}': "(MX)",
  '{{ printf "%d %s %v %q %x %T %5d|%-5d|%05d" 5 "a" 1.5 "q\\n" "hi" 3 42 42 42 }}':
    '5 a 1.5 "q\\n" 6869 int    42|42   |00042',
  '{{ printf "%s" 5 }} {{ printf "%d" "x" }} {{ printf "%d" }} {{ printf "%d" 1 2 }} {{ printf "%!" }} {{ printf "100%" }} {{ printf "%z" 5 }}':
    "%!s(int=5) %!d(string=x) %!d(MISSING) 1%!(EXTRA int=2) %!!(MISSING) 100%!(NOVERB) %!z(int=5)",
  '{{ printf "%[2]d %[1]d" 1 2 }} {{ printf "%[3]d" 1 }} {{ printf "%*d" 5 7 }} {{ printf "%.2f %8.3f %e %g" 3.14159 2.5 12345.678 1e21 }}':
    "2 1 %!d(BADINDEX)     7 3.14    2.500 1.234568e+04 1e+21",
  '{{ printf "%v %+v %#v" .Match .Match .Match }}': '[a. a ] [a. a ] []string{"a.", "a", ""}',
  '{{ printf "%v" .Group }} {{ printf "%#v" .Group }}':
    'map[0:a. 1:a 2: x:a] map[string]string{"0":"a.", "1":"a", "2":"", "x":"a"}',
  '{{ printf "%c %U %#U %o %O %b %X %#x" 65 233 233 8 8 5 255 255 }}': "A U+00E9 U+00E9 'é' 10 0o10 101 FF 0xff",
  '{{ printf "%t %v" true false }} {{ printf "%q" 65 }} {{ printf "% x|%#x|% X" "abc" "abc" "abc" }}':
    "true false 'A' 61 62 63|0x616263|61 62 63",
  '{{ printf "%6.2f|%-8s|%8s|%.2s|%+d|% d" 3.14159 "ab" "cd" "xyz" 5 5 }}': "  3.14|ab      |      cd|xy|+5| 5",
  '{{ print nil 1 2 "a" "b" 3 }}': "<nil> 1 2ab3",
  "{{ println 1 2 }}": "1 2\n",
  '{{ html "<a href=\'x\'>&\\"" }} {{ js "it\'s <b>" }} {{ urlquery "a b&c/é" }}':
    "&lt;a href=&#39;x&#39;&gt;&amp;&#34; it\\'s \\u003Cb\\u003E a+b%26c%2F%C3%A9",
  "{{ html .Group.nothing }}": "&lt;no value&gt;",
  "{{ print .Group.nothing }}": "<nil>",
  "{{ and 1 2 | or 0 }}": "2",
  "{{ .Var.s }} {{ .Var.n }} {{ .Var.b }} {{ .Var.f }} {{ .Var.l }} {{ .Var.nil }} {{ .Var.none }}":
    "x<y 5 true 1.5 [1 a] <no value> <no value>",
  "{{- .Name -}}  x  {{- /* c */ -}} y": "a.test.xy",
  "{{/* only */}}": "",
  'a {{- "b" }}': "ab",
  "{{ 1.5 }} {{ 1e3 }} {{ 0x1F }} {{ 017 }} {{ 0b11 }} {{ 'a' }} {{ '\\n' }} {{ 1_000 }}":
    "1.5 1000 31 15 3 97 10 1000",
  '{{ define "answer" }}inner{{ end }}': "inner",
  "{{ index .Name 0 }}": "97",
  "{{ index .Match 0 0 }}": "97",
  '{{ eq .Group.nothing "x" }}': "false",
  "{{ eq nil nil }}": "true",
  '{{ range .Match }}{{ if eq . "a" }}{{ continue }}{{ end }}{{ . }};{{ end }}': "a.;;",
  '{{ printf "%08b|%x|%X" 5 -255 "Hi" }} {{ printf "%6d|%+.1e" -5 12345.6 }} {{ printf "%v" nil }} {{ printf "%s" nil }} {{ printf "%T" nil }}':
    "00000101|-ff|4869     -5|+1.2e+04 <nil> %!s(<nil>) <nil>",
  '{{ printf "%s %d" .Match .Match }}': "[a. a ] [%!d(string=a.) %!d(string=a) %!d(string=)]",
  "{{ print 1.0 2.5 1e6 1e21 1e-7 100000000.0 }}": "1 2.5 1e+06 1e+21 1e-07 1e+08",
  '{{ printf "%g %G %.3g %g" 0.00001 1e-10 1234.5678 100000.0 }}': "1e-05 1E-10 1.23e+03 100000",
  '{{ printf "%s|%10s|%-10q|%x" "é" "é" "é" "é" }}': 'é|         é|"é"       |c3a9',
  '{{ printf "%!d" 5 }}{{ printf "%-+5d|" 3 }}{{ printf "%+q" "é" }}{{ printf "%#q" "a" }}':
    '%!!(int=5)d+3   |"\\u00e9"`a`',
  "{{.Name|}}": "a.test.",
  "{{with .Var.nil}}a{{else}}b{{end}}": "b",
  "{{.Var.l}}{{index .Var.l 1}}{{range .Var.l}}<{{.}}>{{end}}": "[1 a]a<1><a>",
  '{{if and (eq .Class "IN") (or (eq .Type "A") (eq .Type "MX"))}}ok{{end}}': "ok",
  "{{$a := .Name}}{{with .Zone}}{{$a}} {{.}} {{$.Type}}{{end}}": "a.test. test. MX",
  '{{ template "T" }}{{ define "T" }}{{ . }}{{ end }}': "<no value>",
  '{{"a\\u00e9\\x41\\101"}}': "aéAA",
  '{{printf "%d%%" 5}}': "5%",
  '{{ print "{{" }}': "{{",
};

const refusedInReading: Readonly<Record<string, string>> = {
  "{{ shout .Name }}": 'template: answer:1: function "shout" not defined',
  "{{ .Name": "template: answer:1: unclosed action",
  "{{ . ": "template: answer:1: unclosed action",
  "{{ end }}": "template: answer:1: unexpected {{end}}",
  "{{ if }}x{{ end }}": "template: answer:1: missing value for if",
  "{{ break }}": "template: answer:1: {{break}} outside {{range}}",
  "{{ $x }}": 'template: answer:1: undefined variable "$x"',
  '{{ define "T" }}x': "template: answer:1: unexpected EOF",
  "{{ define T }}{{ end }}": 'template: answer:1: unexpected "T" in define clause',
  '{{ .Name | "x" }}': "template: answer:1: non executable command in pipeline stage 2",
  "{{/* open": "template: answer:1: unclosed comment",
  "{{/* a */ x}}": "template: answer:1: comment ends before closing delimiter",
  "{{ 99999999999999999999 }}": 'template: answer:1: integer overflow: "99999999999999999999"',
  "{{ 1.2.3 }}": 'template: answer:1: unexpected ".3" in operand',
  "{{ 0x }}": 'template: answer:1: illegal number syntax: "0x"',
  "{{ 12ab }}": 'template: answer:1: bad number syntax: "12a"',
  '{{ "abc }}': "template: answer:1: unterminated quoted string",
  "{{ `abc }}": "template: answer:1: unterminated raw quoted string",
  "{{ 'ab' }}": "template: answer:1: malformed character constant: 'ab'",
  '{{ "a\\qb" }}': "template: answer:1: invalid syntax",
  "{{ .Name }": 'template: answer:1: unexpected "}" in operand',
  "{{ ( .Name }}": "template: answer:1: unclosed left paren",
  "{{ .Name ) }}": "template: answer:1: unexpected right paren",
  "{{ .Name.}}": "template: answer:1: unexpected <.> in operand",
  "{{ ..Name }}": 'template: answer:1: unexpected . after term "."',
  "{{ # }}": 'template: answer:1: unexpected "#" in command',
  "{{ é }}": 'template: answer:1: function "é" not defined',
  "{{ a:b }}": 'template: answer:1: function "a" not defined',
  "{{ $x := }}": "template: answer:1: missing value for command",
  "{{ $x, $y := .Match }}": "template: answer:1: too many declarations in command",
  "{{ range $x, 5 }}{{end}}": "template: answer:1: range can only initialize variables",
  "{{ if .Name }}": "template: answer:1: unexpected EOF",
  "{{ if .Name }}{{ else }}{{ else }}{{ end }}": "template: answer:1: expected end; found {{else}}",
  "{{ if .Name }}{{ end }}{{ end }}": "template: answer:1: unexpected {{end}}",
  "{{ range .Match }}{{ else if . }}{{ end }}": "template: answer:1: unexpected <if> in input",
  "x\n{{ foo }}": 'template: answer:2: function "foo" not defined',
  'x\n{{ .Name\n"': "template: answer:3: unterminated quoted string in action started at answer:2",
  '{{ define "answer" }}inner{{ end }}outer': 'template: answer:1: template: multiple definition of template "answer"',
  '{{ define "X" }}a{{ end }}{{ define "X" }}b{{ end }}':
    'template: answer:1: template: multiple definition of template "X"',
  "{{ true }} {{ false }} {{ true.x }}": 'template: answer:1: unexpected . after term "true"',
  '{{ "a".x }}': 'template: answer:1: unexpected . after term "\\"a\\""',
  "{{ continue }}": "template: answer:1: {{continue}} outside {{range}}",
  "{{if}}": "template: answer:1: missing value for if",
  "{{with}}": "template: answer:1: missing value for with",
  "{{range}}": "template: answer:1: missing value for range",
  "{{template}}": 'template: answer:1: unexpected "}}" in template clause',
  "{{template .Name}}": 'template: answer:1: unexpected ".Name" in template clause',
  '{{block "a"}}': "template: answer:1: missing value for block clause",
  "{{else}}": "template: answer:1: unexpected {{else}}",
  "{{|.Name}}": 'template: answer:1: unexpected "|" in command',
  "{{,}}": 'template: answer:1: unexpected "," in command',
  "{{'é'}}{{'\\x41'}}{{''}}": "template: answer:1: invalid syntax",
};

const refusedInRunning: Readonly<Record<string, string>> = {
  "{{ index .Match 5 }}":
    'template: answer:1:3: executing "answer" at <index .Match 5>: error calling index: index out of range: 5',
  "{{ index .Match 3 }}":
    'template: answer:1:3: executing "answer" at <index .Match 3>: error calling index: reflect: slice index out of range',
  "{{ index .Group 1 }}":
    'template: answer:1:3: executing "answer" at <index .Group 1>: error calling index: value has type int; should be string',
  "{{ if eq .Type 5 }}x{{end}}":
    'template: answer:1:6: executing "answer" at <eq .Type 5>: error calling eq: incompatible types for comparison: string and int',
  "{{ range $i, $j := 3 }}{{ $i }}{{ end }}":
    'template: answer:1:19: executing "answer" at <3>: can\'t use 3 to iterate over more than one variable',
  "{{ range .Name }}{{ . }}{{ end }}":
    'template: answer:1:9: executing "answer" at <.Name>: range can\'t iterate over a.test.',
  '{{ template "U" . }}': 'template: answer:1:12: executing "answer" at <{{template "U" .}}>: template "U" not defined',
  "{{ .Name 5 }}":
    'template: answer:1:3: executing "answer" at <.Name>: Name has arguments but cannot be invoked as function',
  "{{ 5 .Name }}": 'template: answer:1:3: executing "answer" at <5>: can\'t give argument to non-function 5',
  "{{ .Name | .Zone }}":
    'template: answer:1:11: executing "answer" at <.Zone>: Zone has arguments but cannot be invoked as function',
  "{{ nil }}": 'template: answer:1:3: executing "answer" at <nil>: nil is not a command',
  "{{ nil | print }}": 'template: answer:1:3: executing "answer" at <nil>: nil is not a command',
  '{{ and .Name 0 }} {{ or 0 "" .Type }} {{ not .Name }} {{ and }}':
    'template: answer:1:57: executing "answer" at <and>: wrong number of args for and: want at least 1 got 0',
  "{{ slice .Name 1 3 }} {{ slice .Match 1 }} {{ slice .Name 5 2 }}":
    'template: answer:1:46: executing "answer" at <slice .Name 5 2>: error calling slice: invalid slice index: 5 > 2',
  "{{ slice .Name 20 }}":
    'template: answer:1:3: executing "answer" at <slice .Name 20>: error calling slice: index out of range: 20',
  "{{ call .Name }}":
    'template: answer:1:3: executing "answer" at <call .Name>: error calling call: non-function .Name of type string',
  "{{ 18446744073709551615 }}":
    'template: answer:1:3: executing "answer" at <18446744073709551615>: 18446744073709551615 overflows int',
  '{{ (.Name) }} {{ (printf "%s" .Name).X }}':
    'template: answer:1:30: executing "answer" at <.Name>: can\'t evaluate field X in type string',
  "{{ .Match.x }}": 'template: answer:1:9: executing "answer" at <.Match.x>: can\'t evaluate field x in type []string',
  '{{ index .Match "a" }}':
    'template: answer:1:3: executing "answer" at <index .Match "a">: error calling index: cannot index slice/array with type string',
  "{{ index .Match -1 }}":
    'template: answer:1:3: executing "answer" at <index .Match -1>: error calling index: index out of range: -1',
  "{{ index nil 0 }}":
    'template: answer:1:3: executing "answer" at <index nil 0>: error calling index: index of untyped nil',
  "{{ index }}":
    'template: answer:1:3: executing "answer" at <index>: wrong number of args for index: want at least 1 got 0',
  "{{ eq .Match .Match }}":
    'template: answer:1:3: executing "answer" at <eq .Match .Match>: error calling eq: non-comparable type [a. a ]: []string',
  "{{ eq 1 }}": 'template: answer:1:3: executing "answer" at <eq 1>: error calling eq: missing argument for comparison',
  "{{ eq }}": 'template: answer:1:3: executing "answer" at <eq>: wrong number of args for eq: want at least 1 got 0',
  "{{ lt .Match .Match }}":
    'template: answer:1:3: executing "answer" at <lt .Match .Match>: error calling lt: invalid type for comparison',
  '{{ lt 1 "a" }}':
    'template: answer:1:3: executing "answer" at <lt 1 "a">: error calling lt: incompatible types for comparison: int and string',
  "{{ lt true false }}":
    'template: answer:1:3: executing "answer" at <lt true false>: error calling lt: invalid type for comparison',
  "{{ printf .Type }} {{ printf 5 }}": 'template: answer:1:29: executing "answer" at <5>: expected string; found 5',
  "{{ len nil }}":
    'template: answer:1:3: executing "answer" at <len nil>: error calling len: reflect: call of reflect.Value.Type on zero Value',
  "{{ len .Group.nothing }}":
    'template: answer:1:3: executing "answer" at <len .Group.nothing>: error calling len: reflect: call of reflect.Value.Type on zero Value',
  '{{.Name .Zone|printf "x"}}':
    'template: answer:1:2: executing "answer" at <.Name>: Name has arguments but cannot be invoked as function',
  "{{$x:=1}}{{$x.y}}": 'template: answer:1:13: executing "answer" at <$x.y>: can\'t evaluate field y in type int',
  "{{.Var.nil.x}}": 'template: answer:1:6: executing "answer" at <.Var.nil.x>: nil pointer evaluating interface {}.x',
  "{{.Var.n.x}}":
    'template: answer:1:6: executing "answer" at <.Var.n.x>: can\'t evaluate field x in type interface {}',
};

describe("a template writes", () => {
  test.each(Object.entries(written))("%s", (text, expected) => expect(run(text)).toBe(expected));
});
describe("reading refuses", () => {
  test.each(Object.entries(refusedInReading))("%s", (text, expected) => expect(run(text)).toBe(expected));
});
describe("running refuses", () => {
  test.each(Object.entries(refusedInRunning))("%s", (text, expected) => expect(run(text)).toBe(expected));
});

describe("an execution is bounded", () => {
  const endless: Readonly<Record<string, string>> = {
    "loops end after so many steps": "{{ range 1000000000000 }}{{ end }}",
    "templates that call themselves end": '{{ define "T" }}{{ template "T" . }}{{ end }}{{ template "T" . }}',
    "output ends": '{{ $x := printf "%1000000d" 1 }}{{ range 100 }}{{ $x }}{{ end }}',
    "a field as wide as a book": '{{ printf "%1000000d%1000000d%1000000d" 1 2 3 }}',
  };
  test.each(Object.entries(endless))("%s", (_, text) => expect(run(text)).toMatch(/more than|exceeded/));
  test("deep parentheses are refused, not a stack overflow", () => {
    expect(run(`{{ ${"(".repeat(100_000)}`)).toBe("template: answer:1: max expression depth exceeded");
  });
  test("deep nesting is refused, not a stack overflow", () => {
    expect(run("{{ if .Name }}".repeat(100_000))).toBe("template: answer:1: actions are nested too deeply");
  });
});

test("the text of a template is written as Go writes its tree", () => {
  const template = readTemplate(
    "answer",
    '{{- if eq .Type "A" -}} x {{- else }}{{ $y := (.Name) | print }}{{ end }}{{ template "T" . }}',
  );
  expect(template).toMatchObject({
    text: '{{if eq .Type "A"}}x{{else}}{{$y := (.Name) | print}}{{end}}{{template "T" .}}',
  });
});
