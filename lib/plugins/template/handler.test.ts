/** Templates from the Corefile to the reply. */
import { describe, expect, test } from "vitest";
import { lines, nextOf, query, reply } from "../../chain/_test/messages.ts";
import type { Outcome } from "../../chain/outcome.ts";
import { rcodeText } from "../../dns/iana/rcode.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const PASSED_ON: Outcome = { rcode: 0, answeredBy: "next" };
const next = nextOf(() => PASSED_ON, "next");

function configured(...corefile: readonly string[]) {
  const set = setUp([".:53 {", ...corefile, "}"].join("\n"), [setup]);
  const handler = set.blocks[0]?.chain.links[0]?.handler;
  return { ...set, handler };
}

async function told(corefile: readonly string[], question: string): Promise<string | readonly string[]> {
  const { handler, messages } = configured(...corefile);
  if (handler === undefined) return messages;
  const outcome = await handler.serve(query(question), next, undefined);
  if (outcome === PASSED_ON) return "passed";
  if (outcome.reply === undefined)
    return [rcodeText(outcome.rcode), ...(outcome.error === undefined ? [] : [outcome.error.text])];
  const { rcode, answer, authority, additional } = outcome.reply.message;
  return [rcodeText(rcode), ...lines([...answer, ...authority, ...additional])];
}

interface Case {
  readonly corefile: readonly string[];
  readonly asked: string;
  readonly told: string | readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  "an address made of the name": {
    corefile: [
      "template IN A test {",
      "match ^ip-(?P<a>[0-9]+)-(?P<b>[0-9]+)[.]",
      'answer "{{ .Name }} 60 IN A 192.0.{{ .Group.a }}.{{ .Group.b }}"',
      "}",
    ],
    asked: "IP-2-7.Test. A",
    told: ["NOERROR", "ip-2-7.test. 60 IN A 192.0.2.7"],
  },
  "all sections, filled from several texts": {
    corefile: [
      "template IN MX . {",
      'answer "{{ .Name }} 60 IN MX 5 a." "{{ .Name }} 60 IN MX 6 b."',
      'authority "{{ .Zone }} 60 IN NS ns."',
      'additional "a. 60 IN A 192.0.2.1"',
      "}",
    ],
    asked: "m.test. MX",
    told: ["NOERROR", "m.test. 60 IN MX 5 a.", "m.test. 60 IN MX 6 b.", ". 60 IN NS ns.", "a. 60 IN A 192.0.2.1"],
  },
  "another type goes to the next plugin, without fallthrough too": {
    corefile: ["template IN A . {", "rcode NXDOMAIN", "}"],
    asked: "a.test. AAAA",
    told: "passed",
  },
  "another zone goes to the next plugin": {
    corefile: ["template IN A example.org 192.0.2.0/24 {", "rcode NXDOMAIN", "}"],
    asked: "a.example.net. A",
    told: "passed",
  },
  "a name that nothing matches is SERVFAIL": {
    corefile: ["template IN A . {", "match ^one[.]", "}"],
    asked: "two.test. A",
    told: ["SERVFAIL"],
  },
  "with fallthrough it goes to the next template": {
    corefile: ["template IN A . {", "match ^one[.]", "fallthrough", "}", "template IN A . {", "rcode REFUSED", "}"],
    asked: "two.test. A",
    told: ["REFUSED"],
  },
  "fallthrough may be for some zones only": {
    corefile: ["template IN A . {", "match ^one[.]", "fallthrough in.test", "}"],
    asked: "two.out.test. A",
    told: ["SERVFAIL"],
  },
  "a rcode of SERVFAIL drops the records": {
    corefile: ["template IN A . {", "rcode SERVFAIL", 'answer "a. 1 IN A 192.0.2.1"', "}"],
    asked: "a.test. A",
    told: ["SERVFAIL"],
  },
  "a text that is no record is SERVFAIL, in the words of the record reader": {
    corefile: ["template IN A . {", 'answer "{{ .Name }} 60 IN A nothing"', "}"],
    asked: "a.test. A",
    told: ["SERVFAIL", 'dns: bad A A: "nothing" at line: 1:23'],
  },
  "a text that cannot be carried out is SERVFAIL, in Go's words": {
    corefile: ["template IN A . {", 'answer "{{ .Nome }}"', "}"],
    asked: "a.test. A",
    told: [
      "SERVFAIL",
      'template: answer:1:3: executing "answer" at <.Nome>: can\'t evaluate field Nome in type *template.templateData',
    ],
  },
  "variables and conditions are computed from the query": {
    corefile: [
      "template IN A . {",
      "match ^(?P<ip>[0-9-]+)[.]",
      "var ip replace(group('ip'), '-', '.')",
      "expr incidr(ip, '192.0.2.0/24')",
      'answer "{{ .Name }} 60 IN A {{ .Var.ip }}"',
      "fallthrough",
      "}",
    ],
    asked: "192-0-2-5.test. A",
    told: ["NOERROR", "192-0-2-5.test. 60 IN A 192.0.2.5"],
  },
  "a condition that does not hold is SERVFAIL without fallthrough": {
    corefile: ["template IN A . {", "expr type() == 'MX'", "}"],
    asked: "a.test. A",
    told: ["SERVFAIL"],
  },
  "a condition that fails is SERVFAIL, with fallthrough too": {
    corefile: ["template IN A . {", "expr incidr(name(), '192.0.2.0/24')", "fallthrough", "}"],
    asked: "a.test. A",
    told: ["SERVFAIL"],
  },
  "an expression that is none is refused with its place": {
    corefile: ["template IN A . {", "var x y", "}"],
    asked: "a.test. A",
    told: [
      "plugin/template: Corefile:3 - Error during parsing: could not compile expression: x, unknown name y (1:1)\n | y\n | ^",
    ],
  },
  "operands of types that do not go together are refused": {
    corefile: ["template IN A . {", "expr now() == 1", "}"],
    asked: "a.test. A",
    told: [
      "plugin/template: Corefile:3 - Error during parsing: could not compile expression: invalid operation: == (mismatched types time.Time and int) (1:7)\n | now() == 1\n | ......^",
    ],
  },
};

describe("a template", () => {
  test.each(Object.entries(cases))("%s", async (_, one) => {
    expect(await told(one.corefile, one.asked)).toEqual(one.told);
  });
});

test("an extended error comes with an OPT record that says DO", async () => {
  const { handler } = configured("template IN A . {", 'ederror 15 "no"', "}");
  const outcome = await handler?.serve(query("a.test. A"), next, undefined);
  expect(outcome?.reply?.message.edns).toEqual({
    version: 0,
    udpSize: 4096,
    dnssecOk: true,
    z: 0,
    options: [{ code: 15, data: Uint8Array.of(0, 15, 0x6e, 0x6f) }],
  });
});

describe("an alias", () => {
  const alias = ["template IN ANY . {", 'answer "{{ .Name }} 60 IN CNAME to.test."', "}"];

  test("is looked up in the server itself when addresses are asked for", async () => {
    const { handler, lifeCycle } = configured(...alias);
    const ask = (): Promise<ReturnType<typeof reply>> =>
      Promise.resolve(reply(query("to.test. A").request, { truncated: true, answer: ["to.test. 30 IN A 192.0.2.1"] }));
    lifeCycle.servers = [{ label: "dns://:53", ask }];
    const outcome = await handler?.serve(query("a.test. A"), next, undefined);
    expect(outcome?.reply?.message.truncated).toBe(true);
    expect(lines(outcome?.reply?.message.answer ?? [])).toEqual([
      "a.test. 60 IN CNAME to.test.",
      "to.test. 30 IN A 192.0.2.1",
    ]);
    const other = await handler?.serve(query("a.test. MX"), next, undefined);
    expect(lines(other?.reply?.message.answer ?? [])).toEqual(["a.test. 60 IN CNAME to.test."]);
  });

  test("that leads back to itself ends after so many look-ups, without a reply, and that is said once", async () => {
    const { handler, lifeCycle } = configured(...alias);
    const told: string[] = [];
    let lookUps = 0;
    lifeCycle.servers = [
      {
        label: "dns://:53",
        ask: async (inner) => {
          lookUps++;
          const outcome = await handler?.serve(inner, next, undefined);
          if (outcome?.error !== undefined) told.push(outcome.error.text);
          return outcome?.reply?.message;
        },
      },
    ];
    const outcome = await handler?.serve(query("a.test. A"), next, undefined);
    expect(outcome?.reply).toBeUndefined();
    expect(outcome?.error?.text).toBe(
      "template: the alias to.test. leads back to templates, gave up after 100 look-ups",
    );
    expect({ told, lookUps }).toEqual({ told: [], lookUps: 100 });
    expect(outcome).toMatchObject({ isEndless: true });
  });
});
