import { describe, expect, it } from "vitest";
import { type CheckReport, exitCodeOf, type Finding } from "./finding.ts";
import { writeJson } from "./write-json.ts";
import { writeJunit } from "./write-junit.ts";
import { writeSarif } from "./write-sarif.ts";
import { writeText } from "./write-text.ts";

const lines = [".:53 {", '\tfooo "<&>"', "    hosts {", "    tls a.pem b.pem", "}"];

const sarif = (all: CheckReport): string => writeSarif(all, "1");

function finding(line: number, column: number, rest: Partial<Finding>): Finding {
  const place = { file: "Corefile", line, column, endLine: line, endColumn: column + 4 };
  return { ...place, severity: "error", code: "unknown-directive", message: "said", isHere: false, ...rest };
}

const unknown = finding(2, 2, { message: "Corefile:2 - Error during parsing: Unknown directive 'fooo'" });
const lint = finding(3, 5, {
  severity: "warning",
  code: "CF1003",
  message: "hosts has no fallthrough",
  help: "Add it.",
  endColumn: 10,
  fixes: [
    {
      title: "Add fallthrough to hosts",
      edits: [{ place: { file: "Corefile", line: 4, column: 1, endLine: 4, endColumn: 1 }, text: "fallthrough\n" }],
    },
  ],
});
const here = finding(4, 5, { severity: "information", code: "tls.setup", message: "no a.pem", isHere: true });

function report(findings: readonly Finding[], rest: Partial<CheckReport> = {}): CheckReport {
  return {
    checked: [{ name: "Corefile", findings }],
    unread: [],
    strict: false,
    lineOf: (file, line) => (file === "Corefile" ? lines[line - 1] : undefined),
    ...rest,
  };
}

const plain = { colour: false };

describe("the exit code", () => {
  const codes: Readonly<
    Record<string, readonly [findings: readonly Finding[], rest: Partial<CheckReport>, code: number]>
  > = {
    "is 0 without findings": [[], {}, 0],
    "is 0 with warnings and notes": [[lint, here], {}, 0],
    "is 1 with warnings when they count": [[lint], { strict: true }, 1],
    "is 0 with notes even when warnings count": [[here], { strict: true }, 0],
    "is 1 with an error": [[unknown], {}, 1],
    "is 2 when something could not be read": [[unknown], { unread: [{ name: "x", reason: "gone" }] }, 2],
  };
  it.each(Object.entries(codes))("%s", (_, [findings, rest, code]) => {
    expect(exitCodeOf(report(findings, rest))).toBe(code);
  });
});

describe("text", () => {
  it("has place, severity and code, CoreDNS's words alone, the line, and our advice", () => {
    expect(writeText(report([unknown, lint, here]), plain)).toBe(`Corefile:2:2: error [unknown-directive]
Corefile:2 - Error during parsing: Unknown directive 'fooo'
  2 | \tfooo "<&>"
    | \t^^^^

Corefile:3:5: warning [CF1003]
hosts has no fallthrough
  3 |     hosts {
    |     ^^^^^
  help: Add it.

Corefile:4:5: information [tls.setup] would not start here:
no a.pem
  4 |     tls a.pem b.pem
    |     ^^^^

1 error, 1 warning, 1 note in Corefile.
`);
  });
  it("says so when there is nothing to say", () => {
    expect(writeText(report([]), plain)).toBe("No problems in Corefile.\n");
  });
  it("counts files", () => {
    const checked = [
      { name: "a", findings: [unknown] },
      { name: "b", findings: [{ ...unknown, file: "b" }] },
    ];
    const unread = [{ name: "c", reason: "gone" }];
    expect(writeText(report([], { checked, unread }), plain)).toMatch(
      /2 errors in 2 files; 1 file could not be read\.\n$/,
    );
  });
  it("tells once what two Corefiles have in common", () => {
    const checked = ["a", "b"].map((name) => ({ name, findings: [unknown] }));
    expect(writeText(report([], { checked }), plain)).toMatch(/1 error in 2 files\.\n$/);
  });
  it("does without the line when the file cannot be read", () => {
    expect(writeText(report([{ ...unknown, file: "gone" }]), plain)).toContain("'fooo'\n\n1 error");
  });
  it("cuts long lines around the place", () => {
    const line = `${"a".repeat(1000)}here${"b".repeat(1000)}`;
    const text = writeText(report([finding(1, 1001, {})], { lineOf: () => line }), plain);
    const [shown = "", carets = ""] = text.split("\n").slice(2);
    expect(shown.length).toBeLessThan(180);
    expect(shown.slice(carets.indexOf("^"), carets.indexOf("^") + 4)).toBe("here");
  });
  it("shows only the first line of what goes over several", () => {
    const text = writeText(report([finding(3, 5, { endLine: 5, endColumn: 2 })]), plain);
    expect(text).toContain("|     hosts {\n    |     ^^^^^^^\n");
  });
  it("keeps what the file holds from steering the terminal", () => {
    const wicked = "\u001b[31mred\u202e\r";
    const text = writeText(report([{ ...unknown, message: wicked }], { lineOf: () => wicked }), plain);
    for (const character of wicked.replace(/[a-z0-9[]/g, "")) expect(text).not.toContain(character);
    expect(text).toContain("\\x1b[31mred\\u202e");
  });
  it("has the carets under what an escape is shown as", () => {
    const text = writeText(report([unknown], { lineOf: () => "\u0007fo\u0007o" }), plain);
    expect(text).toContain("  2 | \\x07fo\\x07o\n    |     ^^^^^^^\n");
  });
  it.each(Object.entries({ json: writeJson, junit: writeJunit, sarif }))(
    "as %s holds nothing raw either",
    (_, write) => {
      const written = write(report([{ ...unknown, message: "\u001b[31m\u007f\u009b2J\u202e" }]));
      expect(written).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    },
  );
  it("has colours when they are wanted", () => {
    expect(writeText(report([unknown]), { colour: true })).toContain("\u001b[31m");
  });
});

describe("JSON", () => {
  it("has the problems with exactly these fields", () => {
    const { problems } = JSON.parse(writeJson(report([unknown, lint, here]))) as { problems: object[] };
    const place = { file: "Corefile", line: 2, column: 2, endLine: 2, endColumn: 6 };
    expect(problems[0]).toEqual({ ...place, severity: "error", code: unknown.code, message: unknown.message });
    expect(problems[1]).toMatchObject({ severity: "warning", help: "Add it." });
    expect(Object.keys(problems[1] ?? {})).toHaveLength(9);
    expect(problems[2]).toMatchObject({
      severity: "information",
      help: expect.stringContaining("would not start here"),
    });
  });
  it("has none when there are none", () => {
    expect(writeJson(report([]))).toBe('{\n  "problems": []\n}\n');
  });
});

describe("JUnit", () => {
  it("has a test case for each file, which fails with its errors", () => {
    const unread = [{ name: "x.yaml", reason: 'this is no "YAML"', at: { line: 2, column: 1 } }];
    const checked = [
      { name: "Corefile", findings: [{ ...unknown, message: 'say "<&>" \u0000' }, lint] },
      { name: "good", findings: [] },
    ];
    expect(writeJunit(report([], { checked, unread }))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="corefile-studio check" tests="3" failures="1" errors="1">
  <testsuite name="corefile-studio check" tests="3" failures="1" errors="1" skipped="0" time="0">
    <testcase name="Corefile" classname="corefile-studio.check" file="Corefile" time="0">
      <failure type="unknown-directive" message="say &quot;&lt;&amp;&gt;&quot; \ufffd">Corefile:2:2: error [unknown-directive]
say &quot;&lt;&amp;&gt;&quot; \ufffd
</failure>
      <system-out>Corefile:3:5: warning [CF1003]
hosts has no fallthrough
help: Add it.
</system-out>
    </testcase>
    <testcase name="good" classname="corefile-studio.check" file="good" time="0"/>
    <testcase name="x.yaml" classname="corefile-studio.check" file="x.yaml" time="0">
      <error type="unread" message="this is no &quot;YAML&quot;">this is no &quot;YAML&quot;</error>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
  it("fails with warnings when they count", () => {
    expect(writeJunit(report([lint]))).toContain('failures="0"');
    expect(writeJunit(report([lint], { strict: true }))).toContain('<failure type="CF1003"');
  });
});

describe("SARIF", () => {
  const log = JSON.parse(writeSarif(report([unknown, lint, here]), "1.2.3")) as {
    version: string;
    runs: [{ tool: { driver: { name: string; rules: { id: string }[] } }; results: Record<string, unknown>[] }];
  };
  const [run] = log.runs;
  it("is version 2.1.0 of one run", () => {
    expect(log).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "corefile-studio", version: "1.2.3" } } }],
    });
  });
  it("has a rule for each code, lint's with its own words", () => {
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: "CF1003",
        shortDescription: { text: expect.stringMatching(/\.$/) },
        help: { text: expect.stringMatching(/\.$/) },
        defaultConfiguration: { level: "warning" },
      },
      { id: "tls.setup", name: "TlsSetup", shortDescription: { text: "tls: setup" } },
      {
        id: "unknown-directive",
        shortDescription: { text: "Unknown directive" },
        defaultConfiguration: { level: "error" },
      },
    ]);
  });
  it("has results that point at their rules and places", () => {
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[Number(ruleIndex)]?.id).toBe(ruleId);
    expect(run.results[0]).toEqual({
      ruleId: "unknown-directive",
      ruleIndex: 2,
      level: "error",
      message: { text: unknown.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "Corefile" },
            region: { startLine: 2, startColumn: 2, endLine: 2, endColumn: 6 },
          },
        },
      ],
    });
    expect(run.results.map(({ level }) => level)).toEqual(["error", "warning", "note"]);
  });
  it("has fixes", () => {
    expect(run.results[1]?.fixes).toEqual([
      {
        description: { text: "Add fallthrough to hosts" },
        artifactChanges: [
          {
            artifactLocation: { uri: "Corefile" },
            replacements: [
              {
                deletedRegion: { startLine: 4, startColumn: 1, endLine: 4, endColumn: 1 },
                insertedContent: { text: "fallthrough\n" },
              },
            ],
          },
        ],
      },
    ]);
  });
  it("tells what could not be read, and has paths as URIs", () => {
    const unread = [{ name: "dir/ä b.yaml", reason: "gone", at: { line: 2, column: 3 } }];
    const text = writeSarif(
      report(
        [
          { ...unknown, file: "./a b/Corefile" },
          { ...lint, file: "/etc/x" },
        ],
        { unread },
      ),
      "1",
    );
    expect(JSON.parse(text)).toMatchObject({
      runs: [
        {
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [{ level: "error", message: { text: "dir/ä b.yaml:2:3: gone" } }],
            },
          ],
        },
      ],
    });
    expect(text).toContain('"uri": "a%20b/Corefile"');
    expect(text).toContain('"uri": "file:///etc/x"');
    expect(text).toContain('"uri": "dir/%C3%A4%20b.yaml"');
  });
});
