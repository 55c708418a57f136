/** Sums of all integers from one to another, which are known without going through them (expr-lang's optimizer). */
import type { BinaryNode, ExpressionNode } from "../syntax/node.ts";

interface Range {
  readonly sum: bigint;
  readonly count: bigint;
}

const BITS = 64;

/** `sum(1..n)`, `sum(1..n, # * 2)` and `reduce(1..n, # + #acc)`; undefined for anything else. */
export function sumOfRange(node: ExpressionNode): bigint | undefined {
  if (node.kind !== "builtin" || (node.name !== "sum" && node.name !== "reduce")) return undefined;
  const [list, predicate, start] = node.operands;
  const range = list === undefined ? undefined : rangeOf(list);
  if (range === undefined) return undefined;
  const value = node.name === "sum" ? summed(range, predicate) : reduced(range, predicate, start);
  return value === undefined ? undefined : BigInt.asIntN(BITS, value);
}

function rangeOf(node: ExpressionNode): Range | undefined {
  if (node.kind !== "binary" || node.operator !== "..") return undefined;
  const { left, right } = node;
  if (left.kind !== "integer" || right.kind !== "integer" || right.value < left.value) return undefined;
  const count = BigInt.asIntN(BITS, right.value - left.value + 1n);
  const sum = BigInt.asIntN(BITS, count * BigInt.asIntN(BITS, left.value + right.value)) / 2n;
  return { sum, count };
}

function summed({ sum, count }: Range, predicate: ExpressionNode | undefined): bigint | undefined {
  if (predicate === undefined) return sum;
  if (predicate.kind !== "predicate") return undefined;
  const { body } = predicate;
  if (isElement(body)) return sum;
  if (body.kind !== "binary") return undefined;
  const constant = constantBeside(body);
  if (constant === undefined) return undefined;
  switch (body.operator) {
    case "*":
      return constant * sum;
    case "+":
      return sum + count * constant;
    case "-":
      return isElement(body.left) ? sum - count * constant : count * constant - sum;
    default:
      return undefined;
  }
}

function isElement(node: ExpressionNode): boolean {
  return node.kind === "pointer" && node.name === "";
}

/** The number on the one side when `#` is on the other. */
function constantBeside({ left, right }: BinaryNode): bigint | undefined {
  if (isElement(left) && right.kind === "integer") return right.value;
  return isElement(right) && left.kind === "integer" ? left.value : undefined;
}

function reduced(
  { sum }: Range,
  predicate: ExpressionNode | undefined,
  start: ExpressionNode | undefined,
): bigint | undefined {
  if (predicate?.kind !== "predicate" || !isAddition(predicate.body)) return undefined;
  if (start === undefined) return sum;
  return start.kind === "integer" ? start.value + sum : undefined;
}

function isAddition(node: ExpressionNode): boolean {
  if (node.kind !== "binary" || node.operator !== "+") return false;
  const { left, right } = node;
  if (left.kind !== "pointer" || right.kind !== "pointer") return false;
  return [left.name, right.name].sort().join() === ",acc";
}
