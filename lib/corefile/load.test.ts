import { expect, test } from "vitest";
import type { Configuration } from "./configuration.ts";
import { filesInMemory } from "./imports/files-in-memory.ts";
import { loadCorefile } from "./load.ts";

interface Case {
  readonly corefile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const directives = new Set(["whoami", "log", "errors", "chaos", "hosts", "cache", "file"]);

function load({ corefile, files = {}, env = {} }: Case): Configuration {
  return loadCorefile({ file: "Corefile", text: corefile, files: filesInMemory(files), environment: env, directives });
}

/** `key key: directive(word word) ...` for each block. */
function outline({ blocks }: Configuration): readonly string[] {
  return blocks.map((block) => {
    const uses = [...block.directives].map(
      ([name, tokens]) => `${name}(${tokens.map((token) => token.text).join(" ")})`,
    );
    return `${block.keys.map((key) => key.text).join(" ")}: ${uses.join(" ")}`;
  });
}

const accepted: Readonly<Record<string, Case & { readonly is: readonly string[] }>> = {
  "a block with directives": {
    corefile: ".:53 {\n chaos a b\n whoami\n}\n",
    is: [".:53: chaos(chaos a b) whoami(whoami)"],
  },
  "uses of a directive are joined": {
    corefile: ". {\n file a\n log\n file b {\n  reload 0\n }\n}",
    is: [".: file(file a file b { reload 0 }) log(log)"],
  },
  "no braces": {
    corefile: "example.org\nhosts {\n fallthrough\n}\nwhoami",
    is: ["example.org: hosts(hosts { fallthrough }) whoami(whoami)"],
  },
  "a brace on the next line": { corefile: "example.org\n{\nwhoami\n}", is: ["example.org: whoami(whoami)"] },
  "a glued brace is part of the zone": { corefile: "example.org{\n whoami\n}", is: ["example.org{: whoami(whoami)"] },
  "a brace too many is a zone": { corefile: ". {\n whoami\n}\n}\n", is: [".: whoami(whoami)", "}: "] },
  "the next block on the line of the brace": {
    corefile: "a {\n log\n} b {\n log\n}",
    is: ["a: log(log)", "b: log(log)"],
  },
  "an open block passes if the last word is a brace": { corefile: ". {\n hosts {\n }\n", is: [".: hosts(hosts { })"] },
  "keys over several lines": { corefile: "a,\nb, c {\n}", is: ["a b c: "] },
  "only a key": { corefile: "example.org", is: ["example.org: "] },
  "an empty file is served by whoami": { corefile: "# nothing\n", is: [".: whoami(whoami) log(log)"] },
  "a block without a key is dropped": { corefile: "{\n chaos v1\n}", is: [".: whoami(whoami) log(log)"] },
  "a directive's brace on the next line joins it": {
    corefile: ". {\n hosts\n {\n a\n }\n}",
    is: [".: hosts(hosts { a })"],
  },
  "a brace in quotes is a brace": {
    corefile: '. {\n chaos v1 "{"\n }\n log\n}',
    is: [".: chaos(chaos v1 { }) log(log)"],
  },
  "a snippet": { corefile: "(s) {\n log\n chaos x\n}\n. {\n import s\n}", is: [".: log(log) chaos(chaos x)"] },
  "a snippet in a snippet": { corefile: "(a) {\n log\n}\n(b) {\n import a\n}\n. {\n import b\n}", is: [".: log(log)"] },
  "an empty snippet": { corefile: "(s) {\n}\n. {\n import s\n}", is: [".: "] },
  "an import in a directive's block": {
    corefile: "(s) {\n fallthrough\n}\n. {\n hosts {\n  import s\n }\n}",
    is: [".: hosts(hosts { fallthrough })"],
  },
  "the word import in a line": { corefile: ". {\n chaos import x\n}", is: [".: chaos(chaos import x)"] },
  "files in the order of their names": {
    corefile: ". {\n import conf.d/*.conf\n}",
    files: { "conf.d/2.conf": "log", "conf.d/1.conf": "\uFEFFerrors", "conf.d/x.txt": "nonsense" },
    is: [".: errors(errors) log(log)"],
  },
  "files are relative to the file that imports": {
    corefile: ". {\n import sub/a.conf\n}",
    files: { "sub/a.conf": "import b.conf", "sub/b.conf": "whoami" },
    is: [".: whoami(whoami)"],
  },
  "a snippet out of a file": {
    corefile: "import s.conf\n. {\n import s\n}",
    files: { "s.conf": "(s) {\n log\n}" },
    is: [".: log(log)"],
  },
  "keys out of a file": { corefile: "import keys\n{\n log\n}", files: { keys: "a b" }, is: ["a b: log(log)"] },
  "a variable is a directive, whose own word stays as it is": {
    corefile: ". {\n {$P} {$P}x {%P%}\n}",
    env: { P: "chaos" },
    is: [".: chaos({$P} chaosx chaos)"],
  },
  "a variable with blanks stays one word": {
    corefile: '. {\n chaos {$T} "{$T}"\n}',
    env: { T: "a b" },
    is: [".: chaos(chaos a b a b)"],
  },
  "references without a name or an end": {
    corefile: ". {\n chaos {$}{$A} x{$A {%%}y {%A%}\n}",
    env: { A: "v" },
    is: [".: chaos(chaos {$}{$A} x{$A {%%}y v)"],
  },
  "an unset variable is nothing": { corefile: ". {\n chaos v{$constructor}1\n}", is: [".: chaos(chaos v1)"] },
};

test.each(Object.entries(accepted))("%s", (_, { is, ...given }) => {
  const configuration = load(given);
  expect(configuration.problems).toEqual([]);
  expect(outline(configuration)).toEqual(is);
});

const parsing = "Error during parsing:";
const refused: Readonly<Record<string, Case & { readonly is: readonly string[] }>> = {
  "unknown directives, each of them": {
    corefile: ". {\n Whoami\n log\n fooo {\n  x\n }\n}",
    is: [`Corefile:2 - ${parsing} Unknown directive 'Whoami'`, `Corefile:4 - ${parsing} Unknown directive 'fooo'`],
  },
  "a block on one line": {
    corefile: "a { whoami }\nb {\n fooo\n}",
    is: [
      `Corefile:1 - ${parsing} Unexpected '}' because no matching opening brace`,
      `Corefile:3 - ${parsing} Unknown directive 'fooo'`,
    ],
  },
  "a brace that is missing": {
    corefile: "a {\n hosts {\n  x\n}\nb {\n whoami\n}",
    is: [`Corefile:5 - ${parsing} Unknown directive 'b'`],
  },
  "a block without an end": {
    corefile: ". {\n whoami\n",
    is: ["Corefile:2 - Syntax error: Unexpected token 'whoami', expecting '}'"],
  },
  "a directive without an end": {
    corefile: ". {\n hosts {\n a\n",
    is: [`Corefile:3 - ${parsing} Unexpected EOF`, "Corefile:3 - Syntax error: Unexpected token 'a', expecting '}'"],
  },
  "a comma before the brace": {
    corefile: "a, {\n}",
    is: [`Corefile:1 - ${parsing} Expected another address but had '{' - check for extra comma`],
  },
  "a comma at the end": { corefile: "a,", is: [`Corefile:1 - ${parsing} Unexpected EOF`] },
  "an import of nothing": {
    corefile: ". {\n import\n}",
    is: [`Corefile:2 - ${parsing} Wrong argument count or unexpected line ending after 'import'`],
  },
  "an import of two": {
    corefile: ". {\n import a b\n}",
    is: [`Corefile:2 - ${parsing} Import takes only one argument (glob pattern or file)`],
  },
  "an import of an empty name": {
    corefile: '. {\n import ""\n}',
    is: [`Corefile:2 - ${parsing} Import requires a non-empty filepath`],
  },
  "a file that is missing": {
    corefile: ". {\n import x\n}",
    is: [`Corefile:2 - ${parsing} File to import not found: x`],
  },
  "a folder": {
    corefile: ". {\n import d\n}",
    files: { "d/a": "log" },
    is: [`Corefile:2 - ${parsing} Could not import /d: is a directory`],
  },
  "two wildcards": {
    corefile: ". {\n import c*/*.conf\n}",
    is: [`Corefile:2 - ${parsing} Glob pattern may only contain one wildcard (*), but has others: /c*/*.conf`],
  },
  "a malformed pattern": {
    corefile: ". {\n import x[\n}",
    is: [`Corefile:2 - ${parsing} Failed to use import pattern x[: syntax error in pattern`],
  },
  "an error in an imported file": {
    corefile: ". {\n import sub/a.conf\n}",
    files: { "sub/a.conf": "whoami\n\nnonsense three" },
    is: [`/sub/a.conf:3 - ${parsing} Unknown directive 'nonsense'`],
  },
  "a snippet without braces": {
    corefile: "(one)\nwhoami",
    is: ["Corefile:2 - Syntax error: Unexpected token 'whoami', expecting '{'"],
  },
  "a snippet twice": {
    corefile: "(s) {\n log\n}\n(s) {\n}\n. {\n import s\n}",
    is: [`Corefile:4 - ${parsing} redeclaration of previously declared snippet s`],
  },
  "a snippet that imports itself": {
    corefile: "(s) {\n import s\n}\n. {\n log\n}",
    is: [`Corefile:3 - ${parsing} maximum snippet import depth (10000) exceeded`],
  },
  "snippets before they are defined": {
    corefile: ". {\n import s\n}\n(s) {\n}",
    is: [`Corefile:2 - ${parsing} File to import not found: s`],
  },
};

test.each(Object.entries(refused))("refused: %s", (_, { is, ...given }) => {
  expect(load(given).problems.map((problem) => problem.message)).toEqual(is);
});

test("a missing file depends on the machine, a missing snippet does not", () => {
  const causes = ["a.conf", "sub/a", "/etc/a", "snippet"].map(
    (name) => load({ corefile: `import ${name}` }).problems[0]?.cause,
  );
  expect(causes).toEqual(["here", "here", "here", "text"]);
});

test("an import without end is refused", () => {
  const loop = load({ corefile: "import a", files: { a: "log\nimport a" } });
  expect(loop.problems[0]?.message).toBe(`/a:2 - ${parsing} maximum file import depth (10000) exceeded`);
});

test("a pattern that matches nothing is only a warning", () => {
  const configuration = load({ corefile: ". {\n import d/*.conf\n}" });
  expect(configuration.problems).toEqual([]);
  expect(configuration.warnings).toEqual(["[WARNING] No files matching import glob pattern: d/*.conf"]);
  expect(configuration.remarks[0]?.range.start).toEqual({ offset: 12, line: 2, column: 9 });
});

test("words keep their place through imports and variables", () => {
  const configuration = load({ corefile: ". {\n import a\n}", files: { a: "log\nchaos  {$V}" }, env: { V: "value" } });
  const token = configuration.blocks[0]?.directives.get("chaos")?.[1];
  expect(token?.text).toBe("value");
  expect(token?.range).toEqual({
    file: "/a",
    start: { offset: 11, line: 2, column: 8 },
    end: { offset: 15, line: 2, column: 12 },
  });
  expect(configuration.imported).toEqual(["/a"]);
});

test("a block that is left open does not swallow the blocks behind it", () => {
  const corefile = [
    "a.example.org {",
    " hosts {",
    "  192.0.2.1 a",
    "b.example.org {",
    " chaos x",
    " nothing",
    "}",
    "c.example.org {",
    "}",
  ].join("\n");
  const { problems, blocks } = load({ corefile });
  expect(blocks.map(({ keys }) => keys[0]?.text)).toEqual(["a.example.org", "b.example.org", "c.example.org"]);
  expect(problems.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    "error Corefile:9 - Error during parsing: Unexpected EOF",
    "error Corefile:6 - Error during parsing: Unknown directive 'nothing'",
    "warning Corefile:1 - this block is not closed before the next one begins in line 4",
  ]);
  expect(problems.at(-1)?.fixes?.[0]?.edits).toMatchObject([{ range: { start: { line: 4, column: 1 } }, text: "}\n" }]);
});

test("what CoreDNS takes is read as CoreDNS reads it, even when it looks like an open block", () => {
  const corefile = ". {\n hosts {\n10.0.0.1 {\n}\n }\n}";
  expect(outline(load({ corefile }))).toEqual([".: hosts(hosts { 10.0.0.1 { } })"]);
});
