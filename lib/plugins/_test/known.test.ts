import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { directives } from "../directives.gen.ts";
import { knownNames, knownPlugins } from "../known.ts";

const lines = readFileSync(resolve(import.meta.dirname, "../plugin.cfg"), "utf8").split("\n");
const order = lines.filter((line) => line !== "" && !line.startsWith("#"));

test("the table has the plugins of plugin.cfg in their order", () =>
  expect(knownPlugins.map(({ name }) => name)).toEqual(order));
test("every described directive is known", () =>
  expect(directives.filter(({ name }) => !knownNames.has(name))).toEqual([]));
test("summaries are sentences", () =>
  expect(knownPlugins.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]));
test("a description tells the same release as the table", () => {
  const since = new Map(knownPlugins.map((plugin) => [plugin.name, plugin.since]));
  const others = directives.filter(
    (directive) => since.get(directive.name) !== undefined && directive.since !== since.get(directive.name),
  );
  expect(others.map((directive) => [directive.name, directive.since, since.get(directive.name)])).toEqual([]);
});
