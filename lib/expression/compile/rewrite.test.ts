/** Parts of a tree are put in the place of others, and what does not change stays the same object. */
import { describe, expect, test } from "vitest";
import type { Natures } from "../check/checker.ts";
import { INT_NATURE } from "../check/nature.ts";
import type { ExpressionNode } from "../syntax/node.ts";
import { rewritten } from "./rewrite.ts";

const integer = (value: bigint): ExpressionNode => ({ kind: "integer", value, position: 0 });
const text = (value: string): ExpressionNode => ({ kind: "string", value, position: 0 });
const none: Natures = new Map();

/** Puts a word in the place of each integer, or of each text. */
const worded = (node: ExpressionNode): ExpressionNode => (node.kind === "integer" ? text("new") : node);
const numbered = (node: ExpressionNode): ExpressionNode => (node.kind === "string" ? integer(7n) : node);

describe("a map", () => {
  const map: ExpressionNode = {
    kind: "map",
    position: 0,
    pairs: [
      [text("a"), integer(1n)],
      [text("b"), text("c")],
    ],
  };
  test("stays itself when nothing changes", () => expect(rewritten(map, none, (node) => node)).toBe(map));
  test("has other values", () =>
    expect(rewritten(map, none, worded)).toMatchObject({
      pairs: [
        [text("a"), text("new")],
        [text("b"), text("c")],
      ],
    }));
  test("has other keys", () =>
    expect(rewritten({ ...map, pairs: [[text("a"), integer(1n)]] }, none, numbered)).toMatchObject({
      pairs: [[integer(7n), integer(1n)]],
    }));
});

describe("a list", () => {
  const list: ExpressionNode = { kind: "list", position: 0, items: [text("a"), integer(1n)] };
  test("stays itself when nothing changes", () => expect(rewritten(list, none, (node) => node)).toBe(list));
  test("has other items, and keeps what is known of it", () => {
    const natures: Natures = new Map([[list, INT_NATURE]]);
    const after = rewritten(list, natures, worded);
    expect(after).toMatchObject({ items: [text("a"), text("new")] });
    expect(natures.get(after)).toBe(natures.get(list));
  });
});
