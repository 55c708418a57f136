import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCorefile } from "../parse.ts";
import { printCorefile } from "../print.ts";
import type { CorefileTree, LineNode, TopLevelNode } from "../tree.ts";
import { LiveTree } from "./live-tree.ts";

const LINES = [
  "example.org {",
  ".:53, a.example.org {",
  "(snippet) {",
  "import snippet",
  "  whoami # who",
  "  hosts {",
  "    192.0.2.1 a.example.org",
  "  }",
  "}",
  "}",
  "# comment {",
  '  file "a',
  'b"',
  "log",
  "} c.example.org {",
  "x#glued y",
];
const texts = fc.array(fc.constantFrom(...LINES), { maxLength: 16 }).map((lines) => lines.join("\n"));

function outline(node: TopLevelNode | LineNode): unknown {
  const place = [node.kind, node.first.range, node.last.range];
  if (node.kind === "import") return place;
  const lines = node.kind === "directive" ? (node.block?.lines ?? []) : node.body;
  return [...place, lines.map(outline)];
}

const whole = ({ tokens, comments, items, errors }: CorefileTree) => ({
  tokens: tokens.map(({ text, range }) => [text, range]),
  comments: comments.map(({ text, start, end, line, column, glued }) => [text, start, end, line, column, glued]),
  items: items.map(outline),
  errors,
});

/** True when no line that looks like the start of a block stands within one. */
function isClosed(text: string): boolean {
  const { tokens } = parseCorefile(text, "Corefile");
  let depth = 0;
  return tokens.every((token, index) => {
    const isInside = depth > 0 && token.column === 1 && index > 0 && /[.:/(]/.test(token.text);
    if (token.text === "{") depth++;
    if (token.text === "}") depth = Math.max(0, depth - 1);
    return !isInside;
  });
}

test("each version's tree is that of the whole text, and prints it", () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (versions) => {
      const [first = ""] = versions;
      const live = new LiveTree("Corefile", first);
      for (const text of versions) {
        const tree = live.parse(text);
        expect(printCorefile(tree)).toBe(text);
        if (isClosed(text)) expect(whole(tree)).toEqual(whole(parseCorefile(text, "Corefile")));
      }
    }),
    { numRuns: 1000 },
  );
});

test("a block that is being written does not swallow those behind it", () => {
  const live = new LiveTree("Corefile", "");
  const { items } = live.parse("a.example.org {\n  hosts {\nb.example.org {\n  log\n}\n");
  expect(items.map(({ kind, first }) => [kind, first.text])).toEqual([
    ["server block", "a.example.org"],
    ["server block", "b.example.org"],
  ]);
});

test("blocks that stay are the same objects", () => {
  const live = new LiveTree("Corefile", "");
  const before = live.parse("a.example.org {\n}\nb.example.org {\n}\n").items;
  const after = live.parse("# first\na.example.org {\n}\nb.example.org {\n}\n").items;
  expect(after[1]).toBe(before[1]);
  expect(after[1]?.first.line).toBe(4);
});
