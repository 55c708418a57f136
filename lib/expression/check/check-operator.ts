/** What operators take, and what they give (expr-lang's checker). */
import { compileRegex } from "../../go/regex.ts";
import { textOfOctets } from "../../go/utf8.ts";
import type { BinaryNode, UnaryNode } from "../syntax/node.ts";
import type { Checker } from "./checker.ts";
import { DURATION, goType, TIME } from "./go-type.ts";
import {
  arrayOf,
  BOOL_NATURE,
  dereferenced,
  elementOf,
  FLOAT_NATURE,
  INT_NATURE,
  isArray,
  isAssignable,
  isBool,
  isComparable,
  isDuration,
  isInteger,
  isMapNature,
  isNumber,
  isString,
  isTime,
  isUnknown,
  mayBe,
  type Nature,
  natureOf,
  STRING_NATURE,
  textOf,
  UNKNOWN,
} from "./nature.ts";

/** The nature of an operator before an operand. Throws `ExpressionError`. */
export function unaryNature(checker: Checker, node: UnaryNode): Nature {
  const operand = dereferenced(checker.visit(node.operand));
  if (node.operator === "not" || node.operator === "!") {
    if (isBool(operand) || isUnknown(operand)) return BOOL_NATURE;
  } else {
    if (isNumber(operand)) return operand;
    if (isUnknown(operand)) return UNKNOWN;
  }
  return checker.fail(node, `invalid operation: ${node.operator} (mismatched type ${textOf(operand)})`);
}

/** The nature of an operator between two operands. Throws `ExpressionError`. */
export function binaryNature(checker: Checker, node: BinaryNode): Nature {
  const left = dereferenced(checker.visit(node.left));
  const right = dereferenced(checker.visit(node.right));
  const { operator } = node;
  if (operator === "in") {
    const given = membership(checker, node, [left, right]);
    if (given !== undefined) return given;
  }
  if (operator === "matches" && node.right.kind === "string") {
    const regex = compileRegex(textOfOctets(node.right.value));
    if (!regex.ok) checker.fail(node, regex.error);
  }
  const given = resultOf(operator, left, right);
  if (given !== undefined) return given;
  const types = `${textOf(left)} and ${textOf(right)}`;
  return checker.fail(node, `invalid operation: ${operator} (mismatched types ${types})`);
}

type Is = (nature: Nature) => boolean;

function resultOf(operator: string, left: Nature, right: Nature): Nature | undefined {
  const both = (is: Is): boolean => is(left) && is(right);
  switch (operator) {
    case "==":
    case "!=":
      return isComparable(left, right) ? BOOL_NATURE : undefined;
    case "or":
    case "||":
    case "and":
    case "&&":
      return both(isBool) || mayBe(left, right, [isBool]) ? BOOL_NATURE : undefined;
    case "<":
    case ">":
    case ">=":
    case "<=": {
      const kinds = [isNumber, isString, isTime, isDuration];
      return kinds.some(both) || mayBe(left, right, kinds) ? BOOL_NATURE : undefined;
    }
    case "matches":
      return ((isString(left) || left.type?.text === "[]uint8") && isString(right)) || mayBe(left, right, [isString])
        ? BOOL_NATURE
        : undefined;
    case "contains":
    case "startsWith":
    case "endsWith":
      return both(isString) || mayBe(left, right, [isString]) ? BOOL_NATURE : undefined;
    case "..":
      return both(isInteger) || mayBe(left, right, [isInteger]) ? arrayOf(INT_NATURE) : undefined;
    case "??":
      return coalesced(left, right);
    case "in":
      return undefined;
    default:
      return arithmetic(operator, left, right);
  }
}

function coalesced(left: Nature, right: Nature): Nature {
  if (left.isNil === true) return right;
  if (right.isNil === true || isAssignable(right, left)) return left;
  return UNKNOWN;
}

function arithmetic(operator: string, left: Nature, right: Nature): Nature | undefined {
  switch (operator) {
    case "/":
    case "**":
    case "^":
      return (isNumber(left) && isNumber(right)) || mayBe(left, right, [isNumber]) ? FLOAT_NATURE : undefined;
    case "%":
      return (isInteger(left) && isInteger(right)) || mayBe(left, right, [isInteger]) ? INT_NATURE : undefined;
  }
  if (isNumber(left) && isNumber(right))
    return left.type?.kind === "float" || right.type?.kind === "float" ? FLOAT_NATURE : INT_NATURE;
  const given = ofTimes(operator, left, right);
  if (given !== undefined) return given;
  if (operator === "+" && isString(left) && isString(right)) return STRING_NATURE;
  return mayBe(left, right, UNKNOWN_OPERANDS[operator] ?? []) ? UNKNOWN : undefined;
}

/** What an operator takes beside something of which nothing is known. */
const UNKNOWN_OPERANDS: Readonly<Record<string, readonly Is[]>> = {
  "+": [isNumber, isString, isTime, isDuration],
  "-": [isNumber, isTime, isDuration],
  "*": [isNumber, isDuration],
};

/** Arithmetic of points in time and durations. */
function ofTimes(operator: string, left: Nature, right: Nature): Nature | undefined {
  const [time, duration] = [natureOf(TIME), natureOf(DURATION)];
  switch (operator) {
    case "-":
      if (isTime(left) && isTime(right)) return duration;
      if (isTime(left) && isDuration(right)) return time;
      break;
    case "*":
      if ((isNumber(left) && isDuration(right)) || (isDuration(left) && isNumber(right))) return duration;
      break;
    default:
      if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) return time;
  }
  return isDuration(left) && isDuration(right) ? duration : undefined;
}

/** `in`; undefined when it does not take such operands. */
function membership(checker: Checker, node: BinaryNode, [left, right]: readonly [Nature, Nature]): Nature | undefined {
  if ((isString(left) || isUnknown(left)) && right.type?.kind === "struct") return BOOL_NATURE;
  if (isMapNature(right)) {
    const key = natureOf(right.type?.key ?? goType("interface {}"));
    if (!isUnknown(left) && !isAssignable(left, key))
      checker.fail(node, `cannot use ${textOf(left)} as type ${textOf(key)} in map key`);
    return BOOL_NATURE;
  }
  if (isArray(right)) {
    const element = elementOf(right);
    if (!isComparable(left, element))
      checker.fail(node, `cannot use ${textOf(left)} as type ${textOf(element)} in array`);
    return BOOL_NATURE;
  }
  return (isUnknown(left) && isString(right)) || isUnknown(right) ? BOOL_NATURE : undefined;
}
