/** Folders, plugin.cfg, registries and READMEs tell the same story. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directiveSyntax } from "../lib/directive/describe.ts";
import { directives } from "../lib/plugins/directives.gen.ts";
import { setupLoaders } from "../lib/plugins/setup-loaders.gen.ts";
import { ROOT_FOLDER } from "./sources.ts";

const HEADINGS = ["Name", "Description", "Syntax", "Examples"];
const PLUGINS = join(ROOT_FOLDER, "lib/plugins");
const order = readFileSync(join(PLUGINS, "plugin.cfg"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const folders = readdirSync(PLUGINS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
  .map((entry) => entry.name);
const withFile = (file: string): string[] => order.filter((name) => existsSync(join(PLUGINS, name, file)));

describe("plugins", () => {
  test("every folder is named in plugin.cfg", () => {
    expect(folders.filter((name) => !order.includes(name))).toEqual([]);
  });

  test("the registries hold what the folders hold, in the order of plugin.cfg", () => {
    expect(directives.map(({ name }) => name)).toEqual(withFile("directive.ts"));
    expect([...setupLoaders.keys()]).toEqual(withFile("setup.ts"));
  });

  test.each(folders)("%s says what it is, how it is written, and shows it", (name) => {
    const readme = readFileSync(join(PLUGINS, name, "README.md"), "utf8");
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings.filter((heading) => HEADINGS.includes(heading ?? ""))).toEqual(HEADINGS);
    expect(readme).toMatch(/```corefile\n/);
  });

  test.each(directives.map((directive) => [directive.name, directive] as const))(
    "%s is written in its README as it is described: the same properties with the same arguments",
    (name, directive) => {
      const readme = readFileSync(join(PLUGINS, name, "README.md"), "utf8");
      const section = readme.slice(readme.indexOf("\n## Syntax"), readme.indexOf("\n## Examples"));
      const blocks = [...section.matchAll(/^(```|~~~) ?txt\n(.*?)^\1$/gms)].map((match) => match[2] ?? "");
      expect(wordsOf(blocks.join("\n"))).toEqual(wordsOf(directiveSyntax(directive)));
    },
  );
});

/**
 * The words of a syntax: what stands on lines that begin alike, in any order. Brackets are left out: which of two arguments
 * may be missing without the other a description tells by how it reads them.
 */
function wordsOf(syntax: string): Readonly<Record<string, readonly string[]>> {
  const byHead = new Map<string, Set<string>>();
  for (const line of syntax.split("\n")) {
    const [first = "", ...others] = line
      .replace(/[[\]{}]/g, " ")
      .trim()
      .split(/\s+/);
    for (const head of first.split("|").filter((word) => word !== "")) {
      const words = byHead.get(head) ?? new Set();
      for (const word of others.flatMap((text) => text.split("|")).filter((text) => text !== "")) words.add(one(word));
      byHead.set(head, words);
    }
  }
  return Object.fromEntries([...byHead].map(([head, words]) => [head, [...words].sort()]));
}

/** A list by what it is a list of: `ZONES...` and `ZONE...` are one. */
function one(word: string): string {
  return word.replace(/S?\.\.\.$/, "");
}
