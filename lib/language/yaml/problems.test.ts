import { expect, test, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import * as repeated from "../../yaml/repeated-keys.ts";
import { getYamlProblems } from "./problems.ts";

/** What the parser says when it looks for repeated keys itself. */
function parsers(text: string): readonly string[] {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: "silent" });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(({ errors }) => errors.map(({ message, pos }) => `${pos[0]} ${message}`));
}

const texts: Readonly<Record<string, string>> = {
  "a key twice": "a: 1\nb: 2\na: 3\n",
  "three times": "a: 1\na: 2\na: 3\n",
  "in quotes": "a: 1\n'a': 2\n\"a\": 3\n",
  "in a map on one line": "m: {a: 1, b: 2, a: 3}\n",
  "in several maps": "a: {b: 1, b: 2}\nc:\n  d: 1\n  d: 2\na: 3\n",
  "in two documents": "a: 1\na: 2\n---\nb: 1\nb: 2\n",
  "a number and its text": "1: a\n'1': b\n1: c\n",
  "without a name": ": 1\n: 2\n",
  "not a number": ".nan: 1\n.nan: 2\n",
  "with an anchor": "&x a: 1\n&y a: 2\n",
  "lists and aliases": "? [a]\n: 1\n? [a]\n: 2\nb: &x c\n*x : 1\n*x : 2\n",
  "beside another mistake": "a: 1\na: [\n",
};

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: as the parser itself says it`, () => {
    const found = getYamlProblems("f.yaml", text).map(({ range, message }) => `${range.start.offset} ${message}`);
    expect(found.toSorted()).toEqual(parsers(text).toSorted());
  });
}

test("the keys of a map are looked through once, and a hundred problems are told", () => {
  const looked = vi.spyOn(repeated, "repeatedKeys");
  const text = Array.from({ length: 40_000 }, (_, index) => `k${index % 20_000}: 1\n`).join("");
  expect(getYamlProblems("f.yaml", text)).toHaveLength(100);
  expect(looked).toHaveBeenCalledOnce();
});
