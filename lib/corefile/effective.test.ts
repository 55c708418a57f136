/** What CoreDNS reads, and that reading it again gives the same. */
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { effectiveLines } from "./effective.ts";
import { filesInMemory } from "./imports/files-in-memory.ts";
import { loadCorefile } from "./load.ts";

const ROOT = resolve(import.meta.dirname, "../..");

function load(text: string, others: Readonly<Record<string, string>> = {}, environment = {}) {
  const files = filesInMemory(others);
  return loadCorefile({ file: "Corefile", text, files, environment });
}

const lines = (...given: Parameters<typeof load>): readonly string[] =>
  effectiveLines(load(...given)).map(({ text, from }) =>
    from === undefined ? text : `${text}  # ${from.file}:${from.start.line}`,
  );

it("puts snippets, imported files and variables in their places, with where each line stands", () => {
  const text =
    "(common) {\n    errors\n    log\n}\n.:{$PORT} {\n    import common\n    import parts/*\n    whoami\n}\n";
  const others = { "parts/a": "hosts {\n    192.0.2.1 a.example.org\n}\n", "parts/b": "log example.org\n" };
  expect(lines(text, others, { PORT: "1053" })).toEqual([
    ".:1053 {  # Corefile:5",
    "    errors  # Corefile:2",
    "    log  # Corefile:3",
    "    log example.org  # /parts/b:1",
    "    hosts {  # /parts/a:1",
    "        192.0.2.1 a.example.org  # /parts/a:2",
    "    }  # /parts/a:3",
    "    whoami  # Corefile:8",
    "}",
  ]);
});

it("keeps words that have spaces in quotes", () => {
  expect(lines('. {\n    log . "{remote} \\"{name}\\""\n}\n')[1]).toBe(
    '    log . "{remote} \\"{name}\\""  # Corefile:2',
  );
});

it("has the server block that CoreDNS serves without a Corefile's", () => {
  expect(lines("")).toEqual([". {", "    whoami", "    log", "}"]);
});

it("is read as the same configuration, whatever the Corefile", () => {
  const texts = globSync("conformance/cases/**/*.yaml", { cwd: ROOT }).flatMap((path) => {
    const { corefile } = parse(readFileSync(join(ROOT, path), "utf8"));
    return typeof corefile === "string" ? [[path, corefile] as const] : [];
  });
  expect(texts.length).toBeGreaterThan(1500);
  const changed = texts.filter(([, text]) => {
    const once = load(text);
    if (once.problems.some(({ severity }) => severity === "error")) return false;
    const again = load(
      effectiveLines(once)
        .map((line) => `${line.text}\n`)
        .join(""),
    );
    return wordsOf(once) !== wordsOf(again);
  });
  expect(changed.map(([path]) => path)).toEqual([]);
});

function wordsOf({ blocks }: ReturnType<typeof load>): string {
  return JSON.stringify(
    blocks.map(({ keys, directives }) => [
      keys.map(({ text }) => text),
      [...directives].map(([name, words]) => [name, words.map(({ text }) => text)]),
    ]),
  );
}
