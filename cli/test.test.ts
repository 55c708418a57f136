/** `corefile-studio test` as a stranger uses it. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { CommandFolder, type Ran } from "./_test/launcher.ts";

const GALLERY = resolve(import.meta.dirname, "../examples/gallery");
const folder = new CommandFolder();

const COREFILE = `example.org:1053 {
    hosts {
        192.0.2.80 www.example.org
        fallthrough
    }
    forward . 198.51.100.53 {
        max_fails 0
    }
}
`;
const layOut = (tests: string): void => folder.layOut({ Corefile: COREFILE, "dns-tests.yaml": tests });

const reportSchema = z.object({
  tests: z.array(
    z.object({
      name: z.string(),
      passed: z.boolean(),
      differences: z.array(z.object({ what: z.string(), expected: z.string(), got: z.string() })),
      missing: z.array(z.string()),
      error: z.string().optional(),
    }),
  ),
});

const run = (command: string): Ran => folder.run(command);

test("a test that fails says where it stands, what was expected and what came, and why", () => {
  layOut(`tests:
  - {ask: www.example.org A, expect: {plugin: hosts, line: "Corefile:3"}}
  - ask: www.example.org A
    expect: {plugin: forward, line: "Corefile:6"}
`);
  const { code, out } = run("test");
  expect(code).toBe(1);
  expect(out).toMatch(/^✓ www\.example\.org A\n✗ www\.example\.org A\n {4}dns-tests\.yaml:3: www\.example\.org A\n/);
  expect(out).toContain("    plugin: expected forward, got hosts\n");
  expect(out).toContain("    line: expected Corefile:6, got Corefile:2, Corefile:3\n");
  expect(out).toContain("    Found in Corefile:3.\n");
  expect(out).toMatch(/\n1 passed, 1 failed\n$/);
});

describe("what is beyond the workspace", () => {
  const asked = (upstreams: string, expected: string): void =>
    layOut(`tests: [{ask: api.example.org A, expect: ${expected}}]\nupstreams: ${upstreams}\n`);

  it("is what the file says of all upstreams, or of one by its place", () => {
    asked(
      '["api.example.org. 60 IN A 203.0.113.9"]',
      '{answer: ["api.example.org. 60 IN A 203.0.113.9"], plugin: forward}',
    );
    expect(run("test").code).toBe(0);
    asked(
      '{"198.51.100.53:53": ["api.example.org. 60 IN CNAME x.example.org.", "x.example.org. 60 IN A 203.0.113.9"], "*": []}',
      '{contains: ["x.example.org. 60 IN A 203.0.113.9"]}',
    );
    expect(run("test").code).toBe(0);
  });

  it("has other types of a name that it knows", () => {
    asked('["api.example.org. 60 IN AAAA 2001:db8::9"]', "{rcode: NOERROR, answer: []}");
    expect(run("test").code).toBe(0);
  });

  it.each(["refused", "servfail"])("may fail: %s", (fixture) => {
    asked(`{"*": ${fixture}}`, "{rcode: SERVFAIL, plugin: forward}");
    expect(run("test").code).toBe(0);
  });

  it("is not asked for what no fixture has, and that is told", () => {
    asked("[]", "{rcode: NOERROR}");
    const { code, out } = run("test");
    expect(code).toBe(1);
    expect(out).toContain(
      "api.example.org. A of 198.51.100.53:53: no fixture; add one to upstreams, or allow --network",
    );
  });
});

describe("reports", () => {
  const TWO = `tests:
  - name: <good> & well
    ask: www.example.org A
    expect: {rcode: NOERROR}
  - ask: www.example.org AAAA
    expect: {rcode: NXDOMAIN}
`;
  it("are text that names what was asked for only", () => {
    layOut(TWO);
    expect(run("test --only good")).toMatchObject({ code: 0, out: "✓ <good> & well\n1 passed\n" });
    expect(run("test --only nothing")).toMatchObject({ code: 2, err: 'none of the 2 tests has the text "nothing"\n' });
  });

  it("explain what failed", () => {
    layOut(TWO);
    const { out } = run("test --why");
    expect(out).toContain("WHY  www.example.org. IN AAAA");
    expect(out).not.toContain("IN A from");
  });

  it("are JSON for programs", () => {
    layOut(TWO);
    const { code, out } = run("test --format json");
    const { tests } = reportSchema.parse(JSON.parse(out));
    expect(code).toBe(1);
    expect(tests.map(({ name, passed }) => [name, passed])).toEqual([
      ["<good> & well", true],
      ["www.example.org AAAA", false],
    ]);
    expect(tests[1]?.differences).toEqual([{ what: "rcode", expected: "NXDOMAIN", got: "NOERROR" }]);
  });

  it("are JUnit for CI servers", () => {
    layOut(TWO);
    const { out } = run("test --format junit");
    expect(out).toContain('<testsuites name="corefile-studio test" tests="2" failures="1" errors="0">');
    expect(out).toContain('<testcase name="&lt;good&gt; &amp; well"');
    expect(out).toContain('<failure message="rcode: expected NXDOMAIN, got NOERROR">');
  });
});

describe("tests that cannot be run", () => {
  it.each<[string, string, RegExp]>([
    [
      "a key that there is not",
      "tests: [{ask: a A, expect: {rcode: X}, form: 1.2.3.4}]\n",
      /^dns-tests\.yaml:1:\d+: tests\[0\]: .*form/,
    ],
    [
      "nothing that is expected",
      "tests:\n  - ask: a A\n    expect: {}\n",
      /^dns-tests\.yaml:3:\d+: tests\[0\]\.expect: say what is expected/,
    ],
    [
      "a record that is none",
      "tests:\n  - ask: a A\n    expect: {answer: [a 60 IN A x]}\n",
      /^dns-tests\.yaml:3:\d+: "a 60 IN A x" is no record: /,
    ],
    ["text that is no YAML", "tests: [\n", /^dns-tests\.yaml:\d+:\d+: /],
    ["no tests", "tests: []\n", /^dns-tests\.yaml has no tests yet/],
  ])("%s", (_, tests, words) => {
    layOut(tests);
    const { code, err } = run("test");
    expect([code, err]).toEqual([2, expect.stringMatching(words)]);
  });

  it("because the Corefile has errors, in CoreDNS's words", () => {
    folder.layOut({
      Corefile: ".:1053 {\n    fooo\n}\n",
      "dns-tests.yaml": "tests: [{ask: a A, expect: {rcode: X}}]\n",
    });
    expect(run("test")).toMatchObject({
      code: 2,
      err: "Corefile:2:5: Corefile:2 - Error during parsing: Unknown directive 'fooo'\n",
    });
  });

  it("because the file is not there", () => {
    folder.layOut({ Corefile: COREFILE });
    expect(run("test").err).toMatch(/^corefile-studio test: dns-tests\.yaml: .*no such file/i);
  });

  it.each([
    ["at: 5353", "the Corefile has no dns:// listener at 5353; it has dns://:1053"],
    ["at: nowhere", 'at takes a port, an address or ADDRESS:PORT, not "nowhere"'],
    ["as: pod", 'as takes pod:NAMESPACE/NAME or pod:NAMESPACE, not "pod"'],
  ])("one alone fails: %s", (line, words) => {
    layOut(
      `tests: [{ask: a.example.org A, ${line}, expect: {rcode: NOERROR}}, {ask: www.example.org A, expect: {rcode: NOERROR}}]\n`,
    );
    const { code, out } = run("test");
    expect(code).toBe(1);
    expect(out).toContain(words);
    expect(out).toContain("1 passed, 1 failed");
  });
});

test.each(readdirSync(GALLERY))("the tests of the example %s pass", (name) => {
  const { code, out } = run(`test ${join(GALLERY, name)}`);
  expect([code, out]).toEqual([0, expect.stringMatching(/\n\d+ passed\n$/)]);
});
