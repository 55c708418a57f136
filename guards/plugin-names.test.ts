/** What is true of one plugin stands in its folder (ARCHITECTURE.md): nobody else decides by a plugin's name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directives } from "../lib/plugins/directives.gen.ts";
import { plainCode } from "./plain-code.ts";
import { ROOT_FOLDER, sourceFiles } from "./sources.ts";

const PLUGINS: ReadonlySet<string> = new Set(directives.map(({ name }) => name));

/** Rooms that work for all plugins alike. A rule of lint may be about one. */
const ROOMS = [
  "lib/chain",
  "lib/set-up",
  "lib/explanation",
  "lib/plugin-kit",
  "lib/directive",
  "lib/language",
  "lib/lint",
  "lib/diagram",
  "lib/studio",
  "server",
];
const RULES = "lib/lint/rules/";

/**
 * Some plugins have the name of a transport, and a transport is decided by its name: a table that has one which no plugin
 * has is about those.
 */
const TRANSPORTS: ReadonlySet<string> = new Set(["dns", "udp", "tcp", "unix", "http"]);

/** What a plugin's name stands in, when something is decided by it: a word that is compared, or looked for. */
const COMPARED = /\b(?:\w*[nN]ame|plugin|directive|text|word|head)\b\)?$/;

interface Offence {
  readonly at: number;
  readonly name: string;
}

/** Places of a text that decide by the name of a plugin. */
function offencesIn(text: string): readonly Offence[] {
  const code = plainCode(text);
  return [...compared(code), ...lookedUp(code), ...tables(code)];
}

const quoted = (name: string | undefined): boolean => name !== undefined && PLUGINS.has(name);

/** `plugin === "hosts"`, `"hosts" !== name`, and the cases of a switch over one. */
function compared(code: string): readonly Offence[] {
  const after = [...code.matchAll(/([\w.?]+\)?)\s*[!=]==\s*"(\w+)"/g)].map(
    (match) => [match, match[1], match[2]] as const,
  );
  const before = [...code.matchAll(/"(\w+)"\s*[!=]==\s*([\w.?]+)/g)].map(
    (match) => [match, match[2], match[1]] as const,
  );
  const switched = [...code.matchAll(/switch \(([\w.?]+)\) \{/g)].flatMap((match) => {
    const body = code.slice(match.index, endOf(code, match.index + match[0].length - 1));
    return [...body.matchAll(/case "(\w+)":/g)].map((one) => {
      return [{ index: match.index + one.index }, match[1], one[1]] as const;
    });
  });
  return [...after, ...before, ...switched].flatMap(([{ index }, side, name = ""]) =>
    quoted(name) && COMPARED.test(side ?? "") ? [{ at: index, name }] : [],
  );
}

/** `has("tls")`, `directives.get("root")`, `blocksWith("forward")`, and a field that a plugin's name is put into. */
function lookedUp(code: string): readonly Offence[] {
  const calls = code.matchAll(/\b(?:has|get|includes|indexOf|blocksWith|wordsOf|wordsAt|forPlugin)\(\s*"(\w+)"/g);
  const fields = code.matchAll(/\b(?:plugin|directive)\??:\s*"(\w+)"/g);
  return [...calls, ...fields].flatMap(({ index, 1: name = "" }) => (quoted(name) ? [{ at: index, name }] : []));
}

/** Lists and records by free words in which plugins stand: one in a set or a record, or two side by side in a list. */
function tables(code: string): readonly Offence[] {
  const sets = openings(code, /new Set(?:<\w+>)?\(\[|new Map(?:<[^>(]*>)?\(\[/g).map((at) => ({ at, least: 1 }));
  const records = openings(code, /Record<string,[^=;]*> = \{/g).map((at) => ({ at, least: 1 }));
  const lists = openings(code, /\[(?=\s*"\w+",)/g).map((at) => ({ at, least: 2 }));
  return [...sets, ...records, ...lists].flatMap(({ at, least }) => {
    const words = wordsWithin(code.slice(at, endOf(code, at)));
    const found = words.filter(quoted);
    if (found.length < least || words.some((word) => TRANSPORTS.has(word))) return [];
    return [{ at, name: found.join(", ") }];
  });
}

/** Where the last bracket of each match stands. */
function openings(code: string, pattern: RegExp): readonly number[] {
  return [...code.matchAll(pattern)].map((match) => match.index + match[0].length - 1);
}

/** The place after the bracket that closes the one at a place. */
function endOf(code: string, at: number): number {
  let depth = 0;
  for (let index = at; index < code.length; index++) {
    if ("([{".includes(code[index] ?? "")) depth += 1;
    else if (")]}".includes(code[index] ?? "")) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return code.length;
}

/** The words of a list, or the keys of a record, directly within its brackets. */
function wordsWithin(body: string): readonly string[] {
  let depth = 0;
  let own = "";
  for (const character of body) {
    if (")]}".includes(character)) depth -= 1;
    if (depth === 1) own += character;
    if ("([{".includes(character)) depth += 1;
  }
  return body.startsWith("{")
    ? [...own.matchAll(/(?:^|,)\s*"?(\w+)"?\s*:/g)].map((match) => match[1] ?? "")
    : [...own.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.includes("/_test/");

describe("plugins by name", () => {
  test.each(ROOMS)("%s decides nothing by the name of a plugin", (room) => {
    const files = sourceFiles(room).filter((file) => !isTest(file) && !file.startsWith(RULES));
    const found = files.flatMap((file) => {
      const text = readFileSync(join(ROOT_FOLDER, file), "utf8");
      return offencesIn(text).map(({ at, name }) => `${file}:${text.slice(0, at).split("\n").length} ${name}`);
    });
    expect(found).toEqual([]);
  });

  const cases: Readonly<Record<string, readonly [string, number]>> = {
    "a plugin that is compared": ['if (handler.name === "chaos") return;', 1],
    "the other way round": ['const is = "hosts" === plugin;', 1],
    "a tag of a union is none": ['if (read.kind === "file") return;', 0],
    "a case of a plugin": ['switch (plugin) {\n case "sign":\n return 1;\n}', 1],
    "a case of a tag": ['switch (token.kind) {\n case "template":\n return 1;\n}', 0],
    "a directive that is looked for": ['block.directives.has("tls")', 1],
    "a table of plugins": ['const OPENS = new Set(["chaos", "other"]);', 1],
    "a table of transports": ['const SCHEMES = new Set(["dns", "tls", "quic"]);', 0],
    "a record by plugin": ["const OWNERS: Readonly<Record<string, number>> = {\n  auto: 0,\n  own: 1,\n};", 1],
    "a record of other things": ["const PORTS: Record<string, string> = { dns: '53', tls: '853' };", 0],
    "a record by a type's words": ["const SHOWN: Record<Look, number> = {\n  template: 0,\n  zone: 1,\n};", 0],
    "a type of plugins": ['readonly plugin: "file" | "auto" | undefined;', 1],
    "a type of transports": ['readonly transport: "tls" | "grpc";', 0],
    "a list of plugins": ['const order = ["hosts", "file", "x"];', 1],
    "a list with an ordinary word": ['const labels = ["server", "zone", "view"];', 0],
    "a comment is none": ['// plugin === "hosts"\n/* name === "hosts" */', 0],
    "a text that speaks of one": ['const help = `Use has("tls") there`;', 0],
  };
  test.each(Object.entries(cases))("%s", (_, [code, count]) => expect(offencesIn(code)).toHaveLength(count));
});
