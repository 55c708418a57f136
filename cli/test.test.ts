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

describe("a question", () => {
  it("is asked from, via, with, at and as the test says", () => {
    const view = (name: string, expression: string): string =>
      `.:1053 {\n    view ${name} {\n        expr ${expression}\n    }\n    template ANY ANY {\n        answer "{{ .Name }} 60 CH TXT ${name}"\n    }\n}\n`;
    folder.layOut({
      Corefile: [
        view("tcp", "proto() == 'tcp'"),
        view("dnssec", "do()"),
        view("large", "bufsize() == 4000"),
        view("plain", "bufsize() == 512"),
        view("client", "client_ip() == '10.1.2.3'"),
        view("chaos", "class() == 'CH'"),
        '.:1053 {\n    chaos\n    whoami\n}\n.:2053 {\n    template ANY ANY {\n        answer "{{ .Name }} 60 CH TXT other"\n    }\n}\n',
      ].join(""),
      "dns-tests.yaml": `tests:
  - {ask: a.example.org TXT, via: tcp, expect: {answer: ['a.example.org. * CH TXT "tcp"']}}
  - {ask: a.example.org TXT, do: true, expect: {answer: ['a.example.org. * CH TXT "dnssec"']}}
  - {ask: a.example.org TXT, edns: 4000, expect: {answer: ['a.example.org. 60 CH TXT "large"']}}
  - {ask: a.example.org TXT, edns: false, expect: {contains: ['a.example.org. * CH TXT "plain"']}}
  - {ask: a.example.org TXT, edns: 1232, from: 10.1.2.3, expect: {answer: ['A.example.org. * CH TXT "client"']}}
  - {ask: a.example.org TXT CH, edns: 1232, expect: {answer: ['a.example.org. * CH TXT "chaos"']}}
  - {ask: a.example.org, edns: 1232, expect: {plugin: whoami, not: ['a.example.org. * CH TXT "chaos"']}}
  - {ask: a.example.org TXT, at: 2053, expect: {answer: ['a.example.org. * CH TXT "other"'], line: "Corefile:54"}}
`,
    });
    expect(run("test")).toMatchObject({ code: 0, out: expect.stringMatching(/\n8 passed\n$/) });
  });

  it("is asked by a pod's resolver, along its search list", () => {
    folder.layOut({
      Corefile: "cluster.local:1053 {\n    kubernetes\n}\n",
      "dns-tests.yaml": `tests:
  - ask: web A
    as: pod:shop/till
    expect: {rcode: NOERROR, answer: ["web.shop.svc.cluster.local. 5 IN A 10.96.0.80"], plugin: kubernetes}
  - {ask: web A, as: "pod:bank", expect: {rcode: NOERROR}}
`,
      "cluster/shop.yaml": `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.96.0.80, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec: {clusterIP: 10.96.0.10, ports: [{port: 53}]}
---
apiVersion: v1
kind: Pod
metadata: {name: till, namespace: shop}
spec: {}
status: {podIP: 10.244.0.5}
`,
    });
    const { code, out } = run("test");
    expect([code, out]).toEqual([1, expect.stringContaining("there is no namespace bank; there are ")]);
    expect(out).toContain("1 passed, 1 failed");
  });

  it("that gets no reply is over when the server is done with it", () => {
    folder.layOut({
      Corefile: ".:1053 {\n    acl {\n        drop net 10.0.0.0/8\n    }\n    whoami\n}\n",
      "dns-tests.yaml":
        "tests:\n" +
        "  - {ask: a.example.org A, from: 10.0.0.1, expect: {rcode: none, line: 'Corefile:3'}}\n".repeat(5),
    });
    const { code, out } = run("test --format json");
    const { tests } = z
      .object({ tests: z.array(z.object({ passed: z.boolean(), tookMs: z.number() })) })
      .parse(JSON.parse(out));
    expect([code, tests.length]).toEqual([0, 5]);
    for (const { tookMs } of tests) expect(tookMs).toBeLessThan(9000);
  });
});

const ZONE = `$ORIGIN example.org.
@ 300 IN SOA ns admin 1 7200 3600 1209600 300
@ 300 IN NS ns
ns 300 IN A 192.0.2.53
www 300 IN CNAME web
web 300 IN A 192.0.2.80
  300 IN AAAA 2001:db8::80
*.shop 300 IN A 192.0.2.90
old (
  300 IN A 192.0.2.99 )
`;

describe("coverage", () => {
  const COVERED = `(common) {
    errors
    cache 30
}
example.org:1053 {
    import common
    reload
    rewrite name exact alias.example.org www.example.org
    rewrite name exact never.example.org www.example.org
    acl {
        block net 198.51.100.0/24
        allow net *
    }
    template IN TXT example.org {
        match ^hello
        answer "{{ .Name }} 60 IN TXT hello"
        fallthrough
    }
    template IN MX example.org {
        answer "{{ .Name }} 60 IN MX 10 mail.example.org."
    }
    hosts hosts.txt {
        192.0.2.1 inline.example.org
        192.0.2.2 unasked.example.org
        fallthrough
    }
    file db.example.org
}
.:1053 {
    forward corp.example.net 198.51.100.53
    forward . 198.51.100.54
}
example.net:2053 {
    whoami
}
`;
  const TESTS = `tests:
  - {ask: alias.example.org A, expect: {rcode: NOERROR}}
  - {ask: deep.shop.example.org A, expect: {rcode: NOERROR}}
  - {ask: deep.shop.example.org A, from: 198.51.100.7, expect: {rcode: REFUSED, line: "Corefile:11"}}
  - {ask: hello.example.org TXT, expect: {rcode: NOERROR}}
  - {ask: inline.example.org A, expect: {rcode: NOERROR}}
  - {ask: listed.example.org A, expect: {rcode: NOERROR}}
  - {ask: www.example.com A, expect: {rcode: NOERROR}}
upstreams:
  "198.51.100.54:53": ["www.example.com. 60 IN A 203.0.113.9"]
`;
  const layOutAll = (): void =>
    folder.layOut({
      Corefile: COVERED,
      "dns-tests.yaml": TESTS,
      "db.example.org": ZONE,
      "hosts.txt": "# ours\n192.0.2.3 listed.example.org\nnonsense here\n192.0.2.4 spare.example.org\n",
    });

  it("is of what questions can come to, and names each line that none came to", () => {
    layOutAll();
    const { code, out } = run("test --coverage");
    expect([code, out.slice(out.indexOf("coverage"))]).toEqual([
      0,
      `coverage 67% (21 of 31): server blocks 2 of 3, directives 9 of 10, rules 4 of 6, hosts entries 2 of 4, zone records 4 of 8
never reached:
  Corefile:9        rule       rewrite name exact never.example.org www.example.org
  Corefile:19       rule       template IN MX example.org
  Corefile:24       entry      192.0.2.2 unasked.example.org
  Corefile:33       block      example.net:2053
  Corefile:34       directive  whoami
  hosts.txt:4       entry      192.0.2.4 spare.example.org
  db.example.org:2  record     @ 300 IN SOA ns admin 1 7200 3600 1209600 300
  db.example.org:4  record     ns 300 IN A 192.0.2.53
  db.example.org:7  record     300 IN AAAA 2001:db8::80
  db.example.org:9  record     old ( 300 IN A 192.0.2.99 )
`,
    ]);
  });

  it("may be asked to be so much", () => {
    layOutAll();
    expect(run("test --fail-under 67")).toMatchObject({ code: 0, err: "" });
    expect(run("test --fail-under 68")).toMatchObject({
      code: 1,
      err: "corefile-studio test: coverage is 67% (21 of 31), under the 68% of --fail-under\n",
    });
  });

  it("has a limit in whole percent", () => {
    layOutAll();
    expect(run("test --fail-under 120")).toMatchObject({
      code: 2,
      err: expect.stringContaining('--fail-under takes whole percent from 0 to 100, not "120"'),
    });
  });

  it("is told to programs and to CI servers", () => {
    layOutAll();
    const { coverage } = z
      .object({
        coverage: z.object({ percent: z.number(), lines: z.array(z.unknown()), uncovered: z.array(z.unknown()) }),
      })
      .parse(JSON.parse(run("test --coverage --format json").out));
    expect(coverage.percent).toBe(67);
    expect(coverage.lines).toContainEqual({ file: "Corefile", line: 11, state: "decided" });
    expect(coverage.lines).toContainEqual({ file: "db.example.org", line: 8, state: "decided" });
    expect(coverage.lines).toContainEqual({ file: "Corefile", line: 3, state: "passed" });
    expect(coverage.uncovered).toContainEqual({
      ...{ file: "db.example.org", line: 9, kind: "record" },
      words: "old ( 300 IN A 192.0.2.99 )",
    });
    expect(run("test --coverage --format junit").out).toContain('<property name="coverage" value="67%"/>');
    expect(run("test --format json").out).not.toContain("coverage");
  });
});

describe("tests that cannot be run", () => {
  it.each<[string, string, RegExp]>([
    [
      "a key that there is not",
      "tests: [{ask: a A, expect: {rcode: NOERROR}, form: 1.2.3.4}]\n",
      /^dns-tests\.yaml:1:\d+: tests\[0\]\.form: there is no such key here/,
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
      "dns-tests.yaml": "tests: [{ask: a A, expect: {rcode: NOERROR}}]\n",
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
