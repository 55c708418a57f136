/**
 * What is put in the place of some parts before anything is computed (expr-lang's optimizer). Only what can be seen from
 * outside is done: another result, or none where there would be a mistake.
 */
import type { Natures } from "../check/checker.ts";
import { INT_NATURE, natureOf } from "../check/nature.ts";
import type { BinaryNode, BuiltinNode, ExpressionNode, ListNode } from "../syntax/node.ts";
import type { ExpressionValue, MapValue } from "../value/value.ts";
import { folded } from "./fold.ts";
import { rewritten } from "./rewrite.ts";
import { sumOfRange } from "./sum-of-range.ts";

/** The tree that is computed. Throws `ExpressionError`. */
export function optimized(tree: ExpressionNode, natures: Natures): ExpressionNode {
  const copied = (after: ExpressionNode, before: ExpressionNode): ExpressionNode => {
    natures.set(after, natureOf(natures.get(before)?.type));
    return after;
  };
  const steps: readonly ((node: ExpressionNode) => ExpressionNode)[] = [
    (node) => (node.kind === "binary" && node.operator === "in" ? inRange(node, natures, copied) : node),
    (node) => firstOfFilter(node, copied),
    (node) => {
      const value = sumOfRange(node);
      if (value === undefined) return node;
      const after: ExpressionNode = { kind: "integer", position: node.position, value };
      natures.set(after, INT_NATURE);
      return after;
    },
    (node) => sumOfList(node, copied),
    (node) => countAny(node, copied),
  ];
  const searched = rewritten(tree, natures, (node) =>
    node.kind === "binary" && node.operator === "in" ? inConstants(node, natures, copied) : node,
  );
  return steps.reduce((node, step) => rewritten(node, natures, step), folded(searched, natures));
}

type Copied = (after: ExpressionNode, before: ExpressionNode) => ExpressionNode;

/** Membership in a list of literals is looked up: only what is of their type is found, all else is a mistake. */
function inConstants(node: BinaryNode, natures: Natures, copied: Copied): ExpressionNode {
  const { right } = node;
  if (right.kind !== "list" || right.items.length === 0) return node;
  const isInt = natures.get(node.left)?.type?.text === "int";
  const constants = (isInt ? literals(right, "integer") : undefined) ?? literals(right, "string");
  if (constants === undefined) return node;
  const entries = new Map<ExpressionValue, ExpressionValue>(constants.map((value) => [value, null]));
  const type = typeof constants[0] === "bigint" ? "map[int]struct {}" : "map[string]struct {}";
  const map: MapValue = { kind: "map", type, entries };
  return copied({ ...node, right: { kind: "constant", position: right.position, value: map } }, node);
}

function literals({ items }: ListNode, kind: "integer" | "string"): readonly (bigint | string)[] | undefined {
  const values: (bigint | string)[] = [];
  for (const item of items) {
    if ((item.kind !== "integer" && item.kind !== "string") || item.kind !== kind) return undefined;
    values.push(item.value);
  }
  return values;
}

function inRange(node: BinaryNode, natures: Natures, copied: Copied): ExpressionNode {
  const { left, right, position } = node;
  if (natures.get(left)?.type?.text !== "int" && natures.get(left)?.type?.kind !== "int") return node;
  if (right.kind !== "binary" || right.operator !== "..") return node;
  const [from, to] = [right.left, right.right];
  if (from.kind !== "integer" || to.kind !== "integer") return node;
  return copied(
    {
      kind: "binary",
      position,
      operator: "and",
      left: { kind: "binary", position, operator: ">=", left, right: from },
      right: { kind: "binary", position, operator: "<=", left, right: to },
    },
    node,
  );
}

/** `first(filter(...))` asks no further than the first that is found. */
function firstOfFilter(node: ExpressionNode, copied: Copied): ExpressionNode {
  if (node.kind !== "builtin" || (node.name !== "first" && node.name !== "last")) return node;
  const [filter, ...more] = node.operands;
  if (filter?.kind !== "builtin" || filter.name !== "filter" || more.length > 0) return node;
  const name = node.name === "first" ? "find" : "findLast";
  return copied({ kind: "builtin", position: node.position, name, operands: filter.operands }, node);
}

/** `sum([a, b])` is `a + b`, so texts can be summed. */
function sumOfList(node: ExpressionNode, copied: Copied): ExpressionNode {
  if (node.kind !== "builtin" || node.name !== "sum" || node.operands.length !== 1) return node;
  const [list] = node.operands;
  if (list?.kind !== "list" || list.items.length < 2) return node;
  const sum = list.items.reduceRight((right, left) => {
    return { kind: "binary", position: node.position, operator: "+", left, right };
  });
  return copied(sum, node);
}

/** `count(...) > 0` stops at the first. */
function countAny(node: ExpressionNode, copied: Copied): ExpressionNode {
  if (node.kind !== "binary" || node.right.kind !== "integer" || !isCount(node.left)) return node;
  const limit = node.right.value;
  if (!(node.operator === ">" && limit === 0n) && !(node.operator === ">=" && limit === 1n)) return node;
  return copied({ kind: "builtin", position: node.position, name: "any", operands: node.left.operands }, node);
}

function isCount(node: ExpressionNode): node is BuiltinNode {
  return node.kind === "builtin" && node.name === "count" && node.operands.length === 2;
}
