import fc from "fast-check";
import { expect, test } from "vitest";
import { lex } from "../lexer.ts";
import { LiveCorefile } from "../live/live-corefile.ts";
import { ProblemList } from "../problem-list.ts";
import { readBlocks } from "../reader.ts";
import { filesInMemory } from "./files-in-memory.ts";
import { type ImportBounds, Importer, type ImportRequest } from "./importer.ts";

const directives = new Set(["whoami", "log", "hosts"]);
const BOUNDS: ImportBounds = { files: 60, snippets: 40, tokens: Number.POSITIVE_INFINITY };

interface Reading {
  readonly texts: Readonly<Record<string, string>>;
  readonly bounds?: ImportBounds;
  readonly directives?: ReadonlySet<string>;
}

/** What CoreDNS would say, with rounds counted at once or each of them read, and how many imports were looked up. */
function read({ texts, bounds = BOUNDS, directives: known }: Reading, how: "counting" | "reading") {
  const importer = new Importer(filesInMemory(texts), new Map(), bounds);
  const problems = new ProblemList("Corefile");
  let lookUps = 0;
  const { blocks } = readBlocks(lex({ file: "Corefile", text: texts.Corefile ?? "" }).tokens, {
    file: "Corefile",
    environment: {},
    directives: known,
    problems,
    endsAtError: true,
    find({ round, ...request }: ImportRequest) {
      lookUps++;
      return importer.find({ ...request, ...(round === undefined || how === "reading" ? {} : { round }) });
    },
    counts: () => importer.counts,
    hasSnippet: (name) => importer.hasSnippet(name),
    define: (name, tokens) => importer.define(name, tokens),
  });
  const [refusal] = problems.errors;
  const outline = blocks.map((block) => [
    block.keys.map(({ text }) => text),
    [...block.directives].map(([, tokens]) => tokens.map(({ text }) => text)),
  ]);
  return { says: refusal === undefined ? outline : [refusal.message, refusal.range], lookUps };
}

const IMPORTS = ["import a", "import a", "import b", "import Corefile", "import s", "import *", "import [", "import"];
const LINES = [
  ...["log", "log {", "log { {", "x {", ". {", "(s) {", "(t) {", "{", "}", "}", "} }", "} {", "} log", "x", "x,", ","],
  ...['log "\n"', '"\n"', "(t)", "nothing", "whoami import a"],
];
const lines = (most: number) => fc.array(fc.constantFrom(...LINES), { maxLength: most });
const text = fc
  .tuple(lines(4), fc.array(fc.constantFrom(...IMPORTS), { minLength: 1, maxLength: 2 }), lines(3))
  .map((parts) => parts.flat().join("\n"));
const corefile = fc
  .tuple(
    fc.constantFrom("", ". {", ". {\nlog {", "x,", "x", "(s) {\nimport a\n}\n. {", "(s) {\nlog\nimport b\n}"),
    text,
  )
  .map((parts) => parts.join("\n"));

test("rounds that are counted end as rounds that are read", () => {
  let shorter = 0;
  const readings = fc.record({
    texts: fc.record({ Corefile: corefile, a: text, b: text }),
    bounds: fc.record({ files: fc.integer({ min: 1, max: 60 }), snippets: fc.integer({ min: 1, max: 40 }) }),
    isKnown: fc.boolean(),
  });
  fc.assert(
    fc.property(readings, ({ texts, bounds, isKnown }) => {
      const reading = {
        texts,
        bounds: { ...BOUNDS, ...bounds },
        ...(isKnown ? { directives } : {}),
      };
      const counted = read(reading, "counting");
      const slow = read(reading, "reading");
      expect(counted.says).toEqual(slow.says);
      if (counted.lookUps < slow.lookUps) shorter++;
    }),
    { numRuns: 4000 },
  );
  expect(shorter).toBeGreaterThan(500);
});

const FILE = "maximum file import depth (10000) exceeded";
const SNIPPET = "maximum snippet import depth (10000) exceeded";
const loops: Readonly<Record<string, { readonly texts: Readonly<Record<string, string>>; readonly says: string }>> = {
  "a file that imports itself": {
    texts: { Corefile: ". {\nimport a\n}", a: "log\nimport a" },
    says: `/a:2 - Error during parsing: ${FILE}`,
  },
  "a file that imports itself twice": {
    texts: { Corefile: ". {\nimport a\n}", a: "import a\nimport a" },
    says: `/a:1 - Error during parsing: ${FILE}`,
  },
  "two files that import each other": {
    texts: { Corefile: ". {\nimport a\n}", a: "import b", b: "log\nimport a" },
    says: `/b:2 - Error during parsing: ${FILE}`,
  },
  "a file that imports itself within ever more braces": {
    texts: { Corefile: ". {\nhosts {\nimport a\n}\n}", a: "x {\nimport a\n}" },
    says: `/a:2 - Error during parsing: ${FILE}`,
  },
  "a file of server blocks that imports itself": {
    texts: { Corefile: "import a", a: "x {\n}\nimport a" },
    says: `/a:3 - Error during parsing: ${FILE}`,
  },
  "a Corefile that imports itself": {
    texts: { Corefile: "import Corefile" },
    says: `/Corefile:1 - Error during parsing: ${FILE}`,
  },
  "all files": { texts: { Corefile: "import *", a: "b" }, says: `/Corefile:1 - Error during parsing: ${FILE}` },
  "snippets that import each other": {
    texts: { Corefile: "(s) {\nimport t\n}\n(t) {\nimport s\n}\n. {\nimport s\n}" },
    says: `Corefile:5 - Error during parsing: ${SNIPPET}`,
  },
  "a snippet and a file that import each other: snippets may be fewer": {
    texts: { Corefile: "(s) {\nimport a\n}\n. {\nimport s\n}", a: "log\nimport s" },
    says: `/a:2 - Error during parsing: ${SNIPPET}`,
  },
  "an import within a server block, where its own key is no directive": {
    texts: { Corefile: ". {\nimport Core*\n}" },
    says: "/Corefile:1 - Error during parsing: Unknown directive '.'",
  },
  "the first round starts on a new line, where a word is an import, and the others do not": {
    texts: {
      Corefile: ". {\nimport c\nhosts {\nimport a\n}\n}",
      a: "import b",
      b: "import c\nx\nimport a",
      c: "log",
    },
    says: `/b:3 - Error during parsing: ${FILE}`,
  },
};

test.each(Object.entries(loops))("%s", (_, { texts, says }) => {
  const bounds = { ...BOUNDS, files: 100_000, snippets: 10_000 };
  const counted = read({ texts, bounds, directives }, "counting");
  expect(counted.says[0]).toBe(says);
  expect(counted.lookUps).toBeLessThan(12);
  const corefile = new LiveCorefile(texts.Corefile ?? "", { file: "Corefile", directives, environment: {} });
  for (const time of ["first", "again"]) {
    const { problems } = corefile.read(filesInMemory(texts));
    expect([time, problems[0]?.message]).toEqual([time, says]);
  }
});
