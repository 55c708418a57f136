/** Computes what is constant beforehand (expr-lang's optimizer): this finds a division by zero before anything is asked. */
import type { Natures } from "../check/checker.ts";
import {
  BOOL_NATURE,
  FLOAT_NATURE,
  INT_NATURE,
  type Nature,
  natureOf,
  natureOfText,
  STRING_NATURE,
  UNKNOWN,
} from "../check/nature.ts";
import { ExpressionError } from "../expression-error.ts";
import type { BinaryNode, ExpressionNode, ListNode, UnaryNode } from "../syntax/node.ts";
import { ofFloats } from "../value/operators.ts";
import { type ExpressionValue, listOf } from "../value/value.ts";
import { rewritten } from "./rewrite.ts";

/** Folds until nothing is left to fold. Throws `ExpressionError`. */
export function folded(tree: ExpressionNode, natures: Natures): ExpressionNode {
  const after = rewritten(tree, natures, (part) => foldOne(part, natures));
  return after === tree ? tree : folded(after, natures);
}

function foldOne(node: ExpressionNode, natures: Natures): ExpressionNode {
  switch (node.kind) {
    case "unary":
      return noted(foldUnary(node), node, natures);
    case "binary":
      if (LOGICAL.has(node.operator)) return foldLogical(node, natures);
      return noted(foldBinary(node), node, natures);
    case "list":
      return noted(foldList(node), node, natures);
    case "builtin":
      return foldFilters(node, natures);
    default:
      return node;
  }
}

const CONSTANT_NATURES: Partial<Record<ExpressionNode["kind"], Nature>> = {
  bool: BOOL_NATURE,
  integer: INT_NATURE,
  float: FLOAT_NATURE,
  string: STRING_NATURE,
  constant: natureOfText("[]interface {}"),
};

/** Notes the nature of a part that took another's place. */
function noted(after: ExpressionNode | undefined, before: ExpressionNode, natures: Natures): ExpressionNode {
  if (after === undefined) return before;
  natures.set(after, CONSTANT_NATURES[after.kind] ?? UNKNOWN);
  return after;
}

function foldUnary({ operator, operand, position }: UnaryNode): ExpressionNode | undefined {
  if (operator === "!" || operator === "not")
    return operand.kind === "bool" ? { kind: "bool", position, value: !operand.value } : undefined;
  const isNegative = operator === "-";
  if (operand.kind === "integer") return integer(isNegative ? -operand.value : operand.value, position);
  if (operand.kind === "float") return { kind: "float", position, value: isNegative ? -operand.value : operand.value };
  return undefined;
}

function integer(value: bigint, position: number): ExpressionNode {
  return { kind: "integer", position, value: BigInt.asIntN(64, value) };
}

const LOGICAL: ReadonlySet<string> = new Set(["and", "&&", "or", "||"]);

/** One side that is constant decides, or leaves it to the other. */
function foldLogical(node: BinaryNode, natures: Natures): ExpressionNode {
  const { left, right, operator, position } = node;
  const neutral = operator === "and" || operator === "&&";
  const isNeutral = (side: ExpressionNode): boolean => side.kind === "bool" && side.value === neutral;
  const other = isNeutral(left) ? right : isNeutral(right) ? left : undefined;
  if (other !== undefined) {
    const copy = { ...other, position };
    natures.set(copy, natureOf(natures.get(node)?.type));
    return copy;
  }
  if (left.kind !== "bool" && right.kind !== "bool") return node;
  return noted({ kind: "bool", position, value: !neutral }, node, natures);
}

function foldBinary({ operator, left, right, position }: BinaryNode): ExpressionNode | undefined {
  if (left.kind === "integer" && right.kind === "integer")
    return foldIntegers(operator, [left.value, right.value], position);
  if (left.kind === "string" && right.kind === "string") {
    if (operator === "+") return { kind: "string", position, value: left.value + right.value };
    return operator === "==" ? { kind: "bool", position, value: left.value === right.value } : undefined;
  }
  if (left.kind === "bool" && right.kind === "bool" && operator === "==")
    return { kind: "bool", position, value: left.value === right.value };
  if (left.kind !== "integer" && left.kind !== "float") return undefined;
  if (right.kind !== "integer" && right.kind !== "float") return undefined;
  const value = ofFloats(operator, Number(left.value), Number(right.value));
  return value === undefined ? undefined : { kind: "float", position, value };
}

function foldIntegers(
  operator: string,
  [left, right]: readonly [bigint, bigint],
  position: number,
): ExpressionNode | undefined {
  switch (operator) {
    case "+":
      return integer(left + right, position);
    case "-":
      return integer(left - right, position);
    case "*":
      return integer(left * right, position);
    case "%":
      if (right === 0n) throw new ExpressionError("integer divide by zero", position);
      return integer(left % right, position);
    case "==":
      return { kind: "bool", position, value: left === right };
    case "/":
    case "**":
    case "^":
      return { kind: "float", position, value: ofFloats(operator, Number(left), Number(right)) ?? Number.NaN };
    default:
      return undefined;
  }
}

function foldList({ items, position }: ListNode): ExpressionNode | undefined {
  const values: ExpressionValue[] = [];
  for (const item of items) {
    if (item.kind !== "integer" && item.kind !== "float" && item.kind !== "string" && item.kind !== "bool")
      return undefined;
    values.push(item.value);
  }
  return values.length === 0 ? undefined : { kind: "constant", position, value: listOf(values) };
}

/** A filter of a filter asks both at once. */
function foldFilters(node: Extract<ExpressionNode, { kind: "builtin" }>, natures: Natures): ExpressionNode {
  const [list, second] = node.operands;
  if (node.name !== "filter" || list?.kind !== "builtin" || list.name !== "filter") return node;
  const [inner, first] = list.operands;
  if (inner === undefined || first?.kind !== "predicate" || second?.kind !== "predicate") return node;
  const body: ExpressionNode = {
    kind: "binary",
    position: node.position,
    operator: "&&",
    left: first.body,
    right: second.body,
  };
  const after: ExpressionNode = { ...node, operands: [inner, { kind: "predicate", position: node.position, body }] };
  natures.set(after, natureOf(natures.get(node)?.type));
  return after;
}
