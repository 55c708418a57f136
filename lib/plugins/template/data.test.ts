/** What a template sees of a query, as CoreDNS's own templates see it. */
import { describe, expect, test } from "vitest";
import type { Message, Question } from "../../dns/message/message.ts";
import { ROOT, readName } from "../../dns/name/name.ts";
import { readTemplate } from "../../template/template.ts";
import { parseIntFunction, templateValue } from "./data.ts";

const question: Question = { name: readName("A.Test.") ?? ROOT, type: 15, class: 1 };
const message: Message = {
  id: 4711,
  response: false,
  opcode: 0,
  authoritative: false,
  truncated: false,
  recursionDesired: true,
  recursionAvailable: false,
  zero: false,
  authenticData: false,
  checkingDisabled: false,
  rcode: 0,
  question: [question],
  answer: [],
  authority: [],
  additional: [],
  edns: { version: 0, udpSize: 1232, dnssecOk: true, z: 0, options: [] },
};
const data = templateValue({
  zone: "test.",
  name: "a.test.",
  regex: "^(?P<x>a)(b)?",
  match: ["a.", "a", ""],
  groups: new Map(Object.entries({ 0: "a.", 1: "a", 2: "", x: "a" })),
  class: "IN",
  type: "MX",
  message,
  question,
  remote: "127.0.0.1",
  variables: new Map(),
  metadata: new Map([["view/name", () => "blue"]]),
});

function run(text: string): string {
  const template = readTemplate("answer", text, new Map([["parseInt", parseIntFunction]]));
  if ("error" in template) return template.error;
  const output = template.execute(data);
  return "error" in output ? output.error : output.octets;
}

const written: Readonly<Record<string, string>> = {
  "{{ eq .Question.Qtype 15 }}": "true",
  '{{ lt .Question.Qtype 20 }} {{ le 3 3 }} {{ gt 1 2 }} {{ ge "b" "a" }} {{ ne 1 2 }}': "true true false true true",
  "{{ .Message.Id }} {{ .Message.RecursionDesired }} {{ .Question.Name }} {{ .Question.Qtype }}":
    "4711 true A.Test. 15",
  "{{ (index .Message.Question 0).Name }}": "A.Test.",
  "{{ range .Message.Question }}{{ .Name }} {{ .Qtype }}{{ end }}": "A.Test. 15",
  "{{ .Message.IsEdns0.UDPSize }} {{ .Message.IsEdns0.Do }} {{ .Message.IsEdns0.Version }}": "1232 true 0",
  '{{ .Meta "view/name" }} {{ .Meta `x/y` }}|': "blue |",
  '{{ "view/name" | .Meta }}': "blue",
  '{{ parseInt "ff" 16 8 }} {{ parseInt "0x10" 0 64 }}': "255 16",
  "{{ .Question }}": ";A.Test.\tIN\t MX",
  '{{ printf "%v" .Question }}': ";A.Test.\tIN\t MX",
  "{{ index .Message.Question 0 }}": ";A.Test.\tIN\t MX",
  '{{ printf "%v %+v %#v" (index .Message.Question 0) (index .Message.Question 0) (index .Message.Question 0) }}':
    '{A.Test. 15 1} {Name:A.Test. Qtype:15 Qclass:1} dns.Question{Name:"A.Test.", Qtype:0xf, Qclass:0x1}',
  "{{ .Message.Question }}": "[{A.Test. 15 1}]",
};

const refused: Readonly<Record<string, string>> = {
  "{{.Nome}}":
    'template: answer:1:2: executing "answer" at <.Nome>: can\'t evaluate field Nome in type *template.templateData',
  "{{ .md }}":
    'template: answer:1:3: executing "answer" at <.md>: md is an unexported field of struct type *template.templateData',
  "{{ eq .Question.Qtype 15.0 }}":
    'template: answer:1:3: executing "answer" at <eq .Question.Qtype 15.0>: error calling eq: incompatible types for comparison: uint16 and float64',
  "{{ .Message.Nope }}":
    'template: answer:1:11: executing "answer" at <.Message.Nope>: can\'t evaluate field Nope in type *dns.Msg',
  "{{ .Question.Name.Foo }}":
    'template: answer:1:12: executing "answer" at <.Question.Name.Foo>: can\'t evaluate field Foo in type string',
  "{{ len .Message.Extra }} {{ len .Name }} {{ len .Group }} {{ len 3 }}":
    'template: answer:1:61: executing "answer" at <len 3>: error calling len: len of type int',
  "{{ .Meta }}": 'template: answer:1:3: executing "answer" at <.Meta>: wrong number of args for Meta: want 1 got 0',
  "{{ .Meta 5 }}": 'template: answer:1:9: executing "answer" at <5>: expected string; found 5',
  '{{ parseInt "zz" 16 8 }}':
    'template: answer:1:3: executing "answer" at <parseInt "zz" 16 8>: error calling parseInt: strconv.ParseUint: parsing "zz": invalid syntax',
  '{{ parseInt "fff" 16 8 }}':
    'template: answer:1:3: executing "answer" at <parseInt "fff" 16 8>: error calling parseInt: strconv.ParseUint: parsing "fff": value out of range',
  '{{ parseInt "1" 99 8 }}':
    'template: answer:1:3: executing "answer" at <parseInt "1" 99 8>: error calling parseInt: strconv.ParseUint: parsing "1": invalid base 99',
  "{{ parseInt 5 16 8 }}": 'template: answer:1:12: executing "answer" at <5>: expected string; found 5',
  '{{ parseInt .Name "x" 8 }}': 'template: answer:1:18: executing "answer" at <"x">: expected integer; found "x"',
  '{{ parseInt "1" 2 }}':
    'template: answer:1:3: executing "answer" at <parseInt>: wrong number of args for parseInt: want 3 got 2',
  "{{ .é }}":
    'template: answer:1:3: executing "answer" at <.é>: can\'t evaluate field é in type *template.templateData',
  "line1\n{{ .Name\n}} {{ .Nope }}":
    'template: answer:3:6: executing "answer" at <.Nope>: can\'t evaluate field Nope in type *template.templateData',
  "{{ index .Message 0 }}":
    'template: answer:1:3: executing "answer" at <index .Message 0>: error calling index: can\'t index item of type dns.Msg',
};

describe("a template writes", () => {
  test.each(Object.entries(written))("%s", (text, expected) => expect(run(text)).toBe(expected));
});
describe("running refuses", () => {
  test.each(Object.entries(refused))("%s", (text, expected) => expect(run(text)).toBe(expected));
});
