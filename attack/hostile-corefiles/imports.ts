/** Imports: patterns that explode, files and snippets that lead back to themselves, trees of imports without end. */
import type { SeededRandom } from "../seeded-random.ts";
import { block, type HostileCorefile, many } from "./hostile-corefile.ts";

const PATTERNS: Readonly<Record<string, string>> = {
  "braces-24": "{a,b}".repeat(24),
  "braces-24-and-star": `${"{a,b}".repeat(24)}*`,
  "braces-range": "{1..99999999}*",
  "braces-nested": `${"{a,".repeat(5000)}b${"}".repeat(5000)}`,
  "stars-1000": "*".repeat(1000),
  "stars-and-letters": "*a".repeat(1000),
  "double-star": "/**/x",
  "brackets-1000": "[".repeat(1000),
  "class-of-100000": `[${"a".repeat(100_000)}]*`,
  "question-marks": "?".repeat(1000),
  "extended-glob": "@(a|b)+(c)!(d)*(e)",
  backslashes: "\\".repeat(99_999),
  "backslashes-and-slashes": "/\\a".repeat(30_000),
  "long-word": `${"x".repeat(100_000)}*`,
  "folders-up": `${"../".repeat(30_000)}*`,
  "folders-down": `*${"/a".repeat(30_000)}`,
  slashes: `${"/".repeat(100_000)}*`,
  "zero-octet": "a\0*",
  "all-processes": "/proc/*/statm",
  threads: "/proc/self/task/*/statm",
  "root-folder": "/*",
  devices: "/dev/*null",
  "zeros-without-end": "/dev/zero",
  terminal: "/dev/tty",
  "own-input": "/dev/stdin",
  "high-characters": `${"😀".repeat(10_000)}*`,
};

const LOOPS: Readonly<Record<string, HostileCorefile["corefile"]>> = {
  "all-files": "import *\n",
  "all-files-in-block": block("import *"),
  "own-name": "import Corefile\n",
  "own-pattern": block("import Core*"),
  "own-name-twice": "import Corefile\nimport Corefile\n",
  "own-name-100-times": many(100, () => "import Corefile\n"),
  "in-directive": block("hosts {", "import *", "}"),
  "behind-keys": "a, import *\nimport *\n",
};

const FILE_LOOPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  itself: { a: "log\nimport a\n" },
  "itself-twice": { a: "import a\nimport a\n" },
  "itself-1000-times": { a: many(1000, () => "import a\n") },
  "behind-many-words": { a: `${many(100_000, (index) => `chaos ${index}\n`)}import a\n` },
  "before-many-words": { a: `import a\n${many(100_000, (index) => `chaos ${index}\n`)}` },
  "each-other": { a: "import b\n", b: "log\nimport a\n" },
  "each-other-twice": { a: "import b\nimport b\n", b: "import a\nimport a\n" },
  "ever-more-braces": { a: "hosts {\nimport a\n}\n" },
  "ever-fewer-braces": { a: "}\nimport a\n" },
  blocks: { a: "}\nx {\nimport a\n" },
  "snippet-within": { a: "}\n(s) {\nlog\n}\n. {\nimport s\nimport a\n" },
  "all-of-100-files": Object.fromEntries(
    ["a", ...Array.from({ length: 99 }, (_, index) => `f${index}`)].map((name) => [name, "import *\n"]),
  ),
};

const LINES = [
  "import a",
  "import b",
  "import *",
  "import s",
  "(s) {",
  "(t) {",
  "}",
  "} }",
  "{",
  "log",
  "log {",
  "x {",
  "x,",
  ". {",
  "import t",
];

/** The hostile imports; some by chance. */
export function hostileImports(random: SeededRandom): readonly HostileCorefile[] {
  const text = (): string => Array.from({ length: 1 + random.below(7) }, () => random.pick(LINES)).join("\n");
  return [
    ...Object.entries(PATTERNS).map(([name, pattern]) => ({
      name: `pattern-${name}`,
      corefile: block(`import ${pattern}`, "whoami"),
    })),
    ...Object.entries(LOOPS).map(([name, corefile]) => ({ name: `loop-${name}`, corefile })),
    ...Object.entries(FILE_LOOPS).map(([name, files]) => ({
      name: `loop-${name}`,
      corefile: block("import a"),
      files,
    })),
    ...Array.from({ length: 20 }, (_, index) => ({
      name: `chance-${index}`,
      corefile: `${random.chance(50) ? ". {\n" : ""}${text()}\nimport a\n${text()}`,
      files: { a: `${text()}\nimport ${random.pick(["a", "b"])}\n${text()}`, b: text() },
    })),
    ...TREES,
  ];
}

const twice = (name: string): string => `import ${name}\nimport ${name}\n`;
const snippets = (depth: number, leaf: string): string =>
  `(s0) {\n${leaf}\n}\n${many(depth, (index) => `(s${index + 1}) {\n${twice(`s${index}`)}}\n`)}${block(`import s${depth}`)}`;
const fileTree = (depth: number, leaf: string): Readonly<Record<string, string>> => ({
  f0: leaf,
  ...Object.fromEntries(Array.from({ length: depth }, (_, index) => [`f${index + 1}`, twice(`f${index}`)])),
});

const TREES: readonly HostileCorefile[] = [
  { name: "snippets-doubled-13-times", corefile: snippets(13, "") },
  { name: "snippets-doubled-40-times", corefile: snippets(40, "log") },
  {
    name: "snippets-doubled-with-many-words",
    corefile: snippets(
      12,
      many(1000, (index) => `chaos ${index}\n`),
    ),
  },
  { name: "snippets-in-a-row", corefile: snippetsInRow(20_000) },
  { name: "snippets-defined-50000", corefile: many(50_000, (index) => `(s${index}) {\nlog\n}\n`) },
  { name: "snippet-redefined", corefile: many(50_000, () => "(s) {\nlog\n}\n") },
  { name: "files-doubled-16-times", corefile: block("import f16"), files: fileTree(16, "") },
  { name: "files-doubled-40-times", corefile: block("import f40"), files: fileTree(40, "log\n") },
  {
    name: "files-doubled-with-many-words",
    corefile: block("import f12"),
    files: fileTree(
      12,
      many(5000, (index) => `chaos ${index}\n`),
    ),
  },
  { name: "file-imported-50000-times", corefile: block(many(50_000, () => "import a\n")), files: { a: "log\n" } },
  { name: "file-missed-50000-times", corefile: block(many(50_000, () => "import nothing\n")) },
  { name: "patterns-50000", corefile: block(many(50_000, (index) => `import x${index}*\n`)) },
];

function snippetsInRow(count: number): string {
  return `(s0) {\nlog\n}\n${many(count, (index) => `(s${index + 1}) {\nimport s${index}\n}\n`)}${block(`import s${count}`)}`;
}
