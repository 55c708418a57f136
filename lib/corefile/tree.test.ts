import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCorefile } from "./format.ts";
import { filesInMemory } from "./imports/files-in-memory.ts";
import { loadCorefile } from "./load.ts";
import { parseCorefile } from "./parse.ts";
import { printCorefile } from "./print.ts";
import type { LineNode, TopLevelNode } from "./tree.ts";

const WORDS = [
  ...'{}{}\n\n\n\n  \t#,"\\\r\f',
  "\r\n",
  "# text {",
  '"a b"',
  '"{"',
  "import",
  "import s",
  "(s) {",
  "(s)",
  "whoami",
  "hosts {",
  "example.org",
  "example.org,",
  "{$A}",
  "{%B%}",
  "\u00a0",
  "\uFEFF",
  "ü",
];

/** Texts that look more or less like a Corefile, and some that do not. */
const corefiles = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join("")),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary" }),
);

const parse = (text: string) => parseCorefile(text, "Corefile");

test("print(parse(text)) is the text", () => {
  fc.assert(
    fc.property(corefiles, (text) => {
      const tree = parse(text);
      expect(printCorefile(tree)).toBe(text);
      expect(tree.errors.every((error) => error.severity === "error")).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("formatting again changes nothing, and CoreDNS reads the same", () => {
  const read = (text: string) => {
    const files = filesInMemory({ s: "log" });
    const { blocks, problems } = loadCorefile({ file: "Corefile", text, files, environment: { A: "x\ny", B: "b c" } });
    const [refusal] = problems;
    if (refusal !== undefined) return refusal.message.replace(/:\d+ - /, ": ");
    return blocks.map(({ keys, directives }) => [
      keys.map((key) => key.text),
      [...directives].map(([name, tokens]) => [name, tokens.map((token) => token.text)]),
    ]);
  };
  fc.assert(
    fc.property(corefiles, (text) => {
      const formatted = formatCorefile(parse(text));
      expect(formatCorefile(parse(formatted))).toBe(formatted);
      expect(read(formatted)).toEqual(read(text));
    }),
    { numRuns: 2000 },
  );
});

/** The tree as text: what stands in what. */
function outline(node: TopLevelNode | LineNode): unknown {
  switch (node.kind) {
    case "import":
      return `import ${node.args.map((token) => token.text).join(" ")}`.trim();
    case "directive": {
      const words = [node.name, ...node.args].map((token) => token.text).join(" ");
      return node.block === undefined ? words : [words, ...node.block.lines.map(outline)];
    }
    case "snippet":
      return { snippet: node.name, body: node.body.map(outline) };
    case "server block":
      return { keys: node.keys.map((key) => key.text), body: node.body.map(outline) };
  }
}

const trees: Readonly<Record<string, readonly [text: string, is: readonly unknown[]]>> = {
  "a server block": [
    "a, b {\n log\n hosts x {\n  fallthrough\n  ttl 5\n }\n}",
    [{ keys: ["a", "b"], body: ["log", ["hosts x", "fallthrough", "ttl 5"]] }],
  ],
  "without braces": ["a\nlog\nerrors", [{ keys: ["a"], body: ["log", "errors"] }]],
  "a snippet and its import": [
    "(s) {\n log\n}\na {\n import s\n}",
    [
      { snippet: "s", body: ["log"] },
      { keys: ["a"], body: ["import s"] },
    ],
  ],
  "an import at the top": ["import x\na {\n}", ["import x", { keys: ["a"], body: [] }]],
  "blocks in blocks": [
    "a {\n b {\n  c {\n   d\n  }\n e\n }\n f\n}",
    [{ keys: ["a"], body: [["b", ["c", "d"], "e"], "f"] }],
  ],
  "blocks on one line": [
    "a { b }\nc { d { e } }",
    [
      { keys: ["a"], body: ["b"] },
      { keys: ["c"], body: [["d", "e"]] },
    ],
  ],
  "a block that is still being written": ["a {\n hosts {\n  x\n", [{ keys: ["a"], body: [["hosts", "x"]] }]],
  nothing: ["# nothing", []],
};

test.each(Object.entries(trees))("%s", (_, [text, is]) => {
  expect(parse(text).items.map(outline)).toEqual(is);
});

test("a hundred thousand open braces are read", () => {
  expect(parse(`a ${"{ b ".repeat(100_000)}`).items).toHaveLength(1);
});

test("errors of the structure need neither imports nor variables", () => {
  const tree = parse("{$KEY} {\n import {$FILE}\n {$NAME} x\n import\n}\na { b }\n");
  expect(tree.errors.map((error) => error.message)).toEqual([
    "Corefile:4 - Error during parsing: Wrong argument count or unexpected line ending after 'import'",
    "Corefile:6 - Error during parsing: Unexpected '}' because no matching opening brace",
  ]);
});

const formats: Readonly<Record<string, readonly [text: string, is: string]>> = {
  "indents and spaces": [
    "  .:53{ {\n\terrors   # all\n\n\n\n\thosts  {\n fallthrough\n # note   \n}\n\n  }\n\n",
    ".:53{ {\n    errors # all\n\n    hosts {\n        fallthrough\n        # note\n    }\n\n}\n",
  ],
  "a hash within a word stays glued": ["a {\nchaos x#y   z\n}", "a {\n    chaos x#y z\n}\n"],
  "text in quotes stays": ['a {\nchaos "b  \n c"d\n}', 'a {\n    chaos "b  \n c" d\n}\n'],
  "line ends stay": ["a {\r\nlog\r\n}\r\n", "a {\r\n    log\r\n}\r\n"],
  "nothing stays nothing": ["\n \n", ""],
};

test.each(Object.entries(formats))("format: %s", (_, [text, is]) => {
  expect(formatCorefile(parse(text))).toBe(is);
});
