import { describe, expect, it, test } from "vitest";
import { filesInMemory } from "../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../corefile/load.ts";
import { readTestFile } from "../dns-tests/test-file.ts";
import { directives } from "../plugins/directives.gen.ts";
import { questionText } from "./placed-question.ts";
import { type MadeQuestions, type QuestionSource, questionsOf } from "./questions-of.ts";

const ZONE = `$ORIGIN example.org.
$TTL 300
@      IN SOA ns.example.org. hostmaster.example.org. 1 7200 3600 1209600 300
       IN NS  ns
ns     IN A   192.0.2.53
www    IN A   192.0.2.80
       IN AAAA 2001:db8::80
_sip._tcp IN SRV 1 1 5060 ns
*.apps IN A   192.0.2.90
`;

function source(corefile: string, files: Readonly<Record<string, string>> = {}): QuestionSource {
  const memory = filesInMemory({ Corefile: corefile, "db.example.org": ZONE, ...files });
  const configuration = loadCorefile({ file: "Corefile", text: corefile, files: memory, environment: {} });
  const read = readTestFile(files["dns-tests.yaml"] ?? "tests: []");
  return {
    configuration,
    directives,
    files: memory,
    defaultPort: "53",
    served: [],
    tests: "problems" in read ? [] : read.tests,
  };
}

const textsOf = ({ questions }: MadeQuestions): readonly string[] => questions.map(questionText);
const made = (...sources: readonly QuestionSource[]): readonly string[] => textsOf(questionsOf(sources, 10_000));
const block = (lines: string, keys = "example.org"): string => `${keys} {\n${lines}\n}\n`;

describe("questions of a configuration", () => {
  const file = block("file db.example.org");
  it.each<[string, string, readonly string[]]>([
    [
      "a zone's apex, a child, one that nobody has, a sibling",
      file,
      ["example.org SOA", "ns.example.org A", "no-such-name.example.org A", "example-beside.org A"],
    ],
    [
      "each name of a zone file, for what it has and what it has not",
      file,
      ["www.example.org AAAA", "www.example.org TXT", "www.example.org HTTPS", "_sip._tcp.example.org SRV"],
    ],
    [
      "names below a wildcard and beside it",
      file,
      ["some.apps.example.org A", "apps.example.org A", "apps-beside.example.org A"],
    ],
    ["names beyond, where all are served", block("forward . 192.0.2.1", "."), ["www.example.com A", "no-such-name A"]],
    [
      "entries of a block, both ways",
      block("hosts {\n192.0.2.7 db.example.org\n}", "example.org 192.0.2.0/24"),
      ["db.example.org A", "db.example.org HTTPS", "7.2.0.192.in-addr.arpa PTR"],
    ],
    [
      "both sides of a network",
      block("acl {\nblock net 10.8.0.0/16\n}"),
      ["example.org A from 10.8.0.1", "example.org A from 10.7.255.255", "example.org A from 10.9.0.0"],
    ],
    [
      "both sides of a network of an expression",
      block("view vpn {\nexpr incidr(client_ip(), '2001:db8::/32')\n}"),
      ["example.org A from 2001:db8::1", "example.org A from 2001:db9::"],
    ],
    [
      "an address that stands alone, and its neighbours",
      block("acl {\nallow net 192.0.2.9\n}"),
      ["example.org A from 192.0.2.9", "example.org A from 192.0.2.8", "example.org A from 192.0.2.10"],
    ],
    ["each type that a line is about", block("template IN MX example.org {\nanswer x\n}"), ["example.org MX"]],
    [
      "each except",
      block("forward . 192.0.2.1 {\nexcept corp.example\n}", "."),
      ["corp.example A", "no-such-name.corp.example A", "corp-beside.example A"],
    ],
    [
      "a name that a pattern of template matches, and one that none does",
      block("template IN A {\nmatch ^db-[0-9]{2}[.]example[.]org[.]$\nanswer x\nfallthrough\n}"),
      ["db-11.example.org A", "db-11-beside.example.org A"],
    ],
    [
      "a name of a rule that looks for an end",
      block("rewrite name suffix .old.example.org .example.org"),
      ["some.old.example.org A"],
    ],
    [
      "a name of a rule that looks for a pattern",
      block("rewrite name regex (.*)-eu\\.example\\.org {1}.example.org answer auto"),
      ["a-eu.example.org A"],
    ],
    [
      "the port, where there is more than one",
      `${file}example.org:5300 {\nwhoami\n}\n`,
      ["example.org A at port 53", "example.org A at port 5300"],
    ],
  ])("have %s", (_, corefile, wanted) => expect(made(source(corefile))).toEqual(expect.arrayContaining([...wanted])));

  it("have the names of hosts files, in a folder that root names", () => {
    const corefile = block("root zones\nhosts names", "example.org 192.0.2.0/24");
    const files = { "zones/names": "192.0.2.7 db.example.org # old\n\n2001:db8::7 db6.example.org\n" };
    expect(made(source(corefile, files))).toEqual(
      expect.arrayContaining(["db.example.org A", "db6.example.org AAAA", "7.2.0.192.in-addr.arpa PTR"]),
    );
  });

  it("have the tests, first, but for those that a pod asks", () => {
    const tests = `tests:
  - {ask: www.example.org MX, from: 10.1.2.3, via: tcp, expect: {rcode: NOERROR}}
  - {ask: shop, as: "pod:prod", expect: {rcode: NOERROR}}
`;
    const [first, second] = made(source(file, { "dns-tests.yaml": tests }));
    expect(first).toBe("www.example.org MX from 10.1.2.3 over TCP");
    expect(second).not.toMatch(/^shop/);
  });

  it("have names that are served beside those of files", () => {
    const served = [{ name: "shop.prod.svc.cluster.local", type: "A", about: "Service" }];
    const corefile = block("kubernetes cluster.local", "cluster.local");
    expect(made({ ...source(corefile), served })).toContain("shop.prod.svc.cluster.local TXT");
  });

  it("leave out what words name in other zones, and words that stand for something", () => {
    const asked = made(source(block("rewrite name exact www.example.net {1}.example.org")));
    expect(asked.filter((text) => /example\.net|\{/.test(text))).toEqual([]);
  });
});

describe("questions of two configurations", () => {
  const before = source(block("file db.example.org"));
  const after = source(block("hosts {\n192.0.2.8 new.example.org\n}"));

  test("are those of both, each once, in the same order each time", () => {
    const asked = made(before, after);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toEqual(expect.arrayContaining(["www.example.org A", "new.example.org A"]));
    expect(made(before, after)).toEqual(asked);
  });

  test("end at a limit; those that tell most are asked, and the others are counted", () => {
    const all = questionsOf([before, after], 10_000);
    const some = questionsOf([before, after], 5);
    expect(textsOf(some)).toEqual(textsOf(all).slice(0, 5));
    expect(some.leftOut).toBe(all.questions.length - 5);
    expect(all.leftOut).toBe(0);
  });
});
