import { expect, test } from "vitest";
import { isAlias, parseDocument, visit } from "yaml";
import { aliasesIn } from "./aliases.ts";

const texts: Readonly<Record<string, string>> = {
  "an alias": "a: &x 1\nb: *x\n",
  "a name that is given again": "a: &x 1\nb: *x\nc: &x 2\nd: *x\n",
  "a map, and an alias within it": "a: &x {b: 1, c: *x}\nd: *x\n",
  "aliases in a list": "[&x [1], *x, &y *x, *y]\n",
  "an anchor at a key": "&x a: 1\nb: *x\n",
};

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: as the parser itself resolves it`, () => {
    const document = parseDocument(text);
    const aliases = aliasesIn(document);
    visit(document, {
      Alias: (_key, alias) => {
        expect(aliases.get(alias)).toBe(alias.resolve(document));
      },
    });
  });
}

test("what is named nowhere stands for nothing", () => {
  const document = parseDocument("a: *x\n", { strict: false });
  const value = document.get("a", true);
  expect(isAlias(value)).toBe(true);
  expect(aliasesIn(document).get(value)).toBeUndefined();
});
