/** Folders, plugin.cfg, registries and READMEs tell the same story. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { directives } from "../lib/plugins/directives.gen.ts";
import { setups } from "../lib/plugins/setups.gen.ts";
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
    expect(setups.map(({ name }) => name)).toEqual(withFile("setup.ts"));
  });

  test.each(folders)("%s says what it is, how it is written, and shows it", (name) => {
    const readme = readFileSync(join(PLUGINS, name, "README.md"), "utf8");
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings.filter((heading) => HEADINGS.includes(heading ?? ""))).toEqual(HEADINGS);
    expect(readme).toMatch(/```corefile\n/);
  });
});
