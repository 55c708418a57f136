import { describe, expect, test } from "vitest";
import { directives } from "../plugins/directives.gen.ts";
import { block, said } from "./_test/said.ts";
import { type Surroundings, subjectOf } from "./_test/subject-of.ts";
import { lint } from "./lint.ts";
import { defineRule, type LintRule } from "./rule.ts";
import { rules } from "./rules.ts";

const rule = (code: string, check: LintRule["check"]): LintRule =>
  defineRule({
    code,
    name: code.toLowerCase(),
    severity: "warning",
    sentence: "A rule for this test.",
    why: "Because.",
    example: { bad: "", good: "" },
    check,
  });

describe("lint", () => {
  const speaks = rule("CF9001", ({ tree }) => [{ at: tree.tokens[0]?.range ?? never(), message: "Here." }]);
  const throws = rule("CF9002", () => {
    throw new Error("a mistake of ours");
  });

  test("a rule that throws takes no other one down, and whoever wants to know is told", () => {
    const faults: string[] = [];
    const subject = subjectOf(block("whoami"));
    const found = lint(subject, { rules: [throws, speaks], onFault: ({ code }) => faults.push(code) });
    expect(found.map(({ code }) => code)).toEqual(["CF9001"]);
    expect(faults).toEqual(["CF9002"]);
    expect(lint(subject, { rules: [throws] })).toEqual([]);
  });

  test("in whatever order directives are described, they run in that of plugin.cfg", () => {
    const reversed = { directives: directives.toReversed() };
    expect(said(block("errors", "hosts {", "fallthrough", "}", "forward . 192.0.2.53"), reversed)).toEqual([]);
  });

  test("a finding becomes a problem with the rule's words beside it", () => {
    const [problem] = lint(subjectOf(block("whoami")), { rules: [speaks] });
    expect(problem).toMatchObject({
      code: "CF9001",
      severity: "warning",
      cause: "text",
      message: "Here.",
      help: "Because.",
    });
    expect(problem).not.toHaveProperty("fixes");
  });

  test("what stands in a snippet is said once, however often it is imported", () => {
    const snippet = "(hosts) {\nhosts {\nfalthrough\n}\n}\n";
    const text = `${snippet}a.example.org {\nimport hosts\n}\nb.example.org {\nimport hosts\n}\n`;
    expect(said(text)).toEqual(["CF1035 3 falthrough"]);
  });

  test("words that do nothing in one block and something in another are left alone", () => {
    const hosts =
      "(hosts) {\nhosts {\n192.0.2.1 a.example.org\n192.0.2.2 a.example.com\n192.0.2.3 a.example.net\n}\n}\n";
    const text = `${hosts}example.org {\nimport hosts\n}\nexample.com {\nimport hosts\n}\n`;
    expect(said(text)).toEqual(["CF1035 5 a.example.net"]);
  });

  test("findings come in the order of the text", () => {
    const text = block("cache {", "denial 0", "}", "forward . 10.0.0.1 192.0.2.1");
    expect(said(text)).toEqual(["CF1016 3 0", "CF1012 5 192.0.2.1"]);
  });
});

describe("in doubt nothing is said", () => {
  const silent: Readonly<Record<string, string>> = {
    "an empty Corefile, for which CoreDNS makes a block up": "",
    "a block whose directive is not known may well have a plugin that answers": block("mysql {", "}", "errors"),
    "a block that imports what is not here": block("errors", "import custom/*.override"),
    "a block that imports a snippet in which something is not here":
      "(more) {\nimport custom/*.override\n}\nexample.org {\nerrors\nimport more\n}\n",
    "a snippet may be imported by a file that is not here": `(more) {\nerrors\n}\n${block("whoami")}import custom/*.server\n`,
    "a broken structure, of which CoreDNS speaks": ". {\nhosts {\n192.0.2.1 a\nforward . 192.0.2.1\n",
  };
  test.each(Object.entries(silent))("%s", (_, text) => expect(said(text)).toEqual([]));

  test("what is in the zone of a variable without a value", () => {
    const text =
      "{$ZONE} a.example.org {\nfile db example.net\nforward . 198.51.100.1\n}\n.:{$PORT} {\npprof :{$PORT}\ntls a b\n}\n";
    expect(said(text).filter((finding) => !finding.startsWith("CF1034"))).toEqual([]);
  });

  test("what a variable without a value stands for", () => {
    const text = ".:{$PORT} {\nforward . 127.0.0.1:{$PORT} 10.0.0.1 {$UPSTREAM}\nhealth :{$HEALTH}\n}\n";
    expect(said(text).filter((finding) => !finding.startsWith("CF1034"))).toEqual([]);
    expect(said(text, { environment: { PORT: "5353", UPSTREAM: "198.51.100.1", HEALTH: "5353" } })).toEqual([
      "CF1008 2 127.0.0.1:{$PORT}",
      "CF1012 2 {$UPSTREAM}",
      "CF1028 3 :{$HEALTH}",
    ]);
  });
});

function never(): never {
  throw new Error("a Corefile without a word");
}

describe("a variable without a value", () => {
  const text = "import keys\n. {\n    chaos {$A}{$B}\n    import more\n    import more\n}\n";
  const files = { keys: "{$ZONE}. {\n    whoami\n}\n", more: "erratic {%C%}\n" };
  const toldOf = (around: Surroundings): readonly string[] =>
    lint(subjectOf(text, { files, ...around }))
      .filter(({ code }) => code === "CF1034")
      .map(({ severity, message, range: { file, start }, help }) => {
        return `${file}:${start.line}:${start.column} ${severity} ${message.split(" ")[0]} ${help}`;
      });

  test("is told where it stands, in imported files, too", () => {
    const why = rules.find(({ code }) => code === "CF1034")?.why;
    expect(toldOf({ environment: { A: "", B: undefined } })).toEqual([
      `/keys:1:1 information ZONE ${why}`,
      `/more:1:9 information C ${why}`,
      `Corefile:3:15 information B ${why}`,
    ]);
  });
  test("is a warning with what to do, where the Corefile is served with less than the machine has", () => {
    const environment = { A: "", ZONE: "a.example.org", C: "1" };
    expect(toldOf({ environment, helpForUnset: (name) => `Set ${name}.` })).toEqual(["Corefile:3:15 warning B Set B."]);
  });
});

test("of very much the first is told, and the rest is counted", () => {
  const found = lint(subjectOf(`. {\n    chaos ${"{$A}".repeat(3000)}\n}\n`, { environment: {} }));
  expect(found).toHaveLength(1001);
  expect(found.at(-1)?.message).toMatch(/^There are 20\d\d more notes in this file, the first of them here\.$/);
});
