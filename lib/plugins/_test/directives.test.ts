import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { directives } from "../directives.gen.ts";

const lines = readFileSync(resolve(import.meta.dirname, "../plugin.cfg"), "utf8").split("\n");
const order = lines.filter((line) => line !== "" && !line.startsWith("#"));

test("every plugin of plugin.cfg is described, in its order", () =>
  expect(directives.map(({ name }) => name)).toEqual(order));
test("summaries are sentences", () =>
  expect(directives.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]));
test("properties and arguments say what they are good for", () => {
  const silent = directives.flatMap(({ name, properties }) =>
    Object.entries(properties).flatMap(([word, { summary }]) =>
      /^[A-Z].*\.$/.test(summary) ? [] : [`${name} ${word}`],
    ),
  );
  expect(silent).toEqual([]);
});
