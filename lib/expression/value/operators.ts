/** What operators do with values (expr-lang, package runtime). */
import type { Regex } from "../../go/regex.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { EvaluationError } from "../expression-error.ts";
import { areEqual } from "./equality.ts";
import { has } from "./fetch.ts";
import { numberOf } from "./numbers.ts";
import { power } from "./power.ts";
import { durationBetween, durationOf, type ExpressionValue, isA, typeOf } from "./value.ts";

/** The value of an operator between two values. Throws `EvaluationError`. */
export function applyBinary(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  switch (operator) {
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(operator, left, right);
    case "in":
      return has(right, left);
    case "contains":
    case "startsWith":
    case "endsWith":
      return textTest(operator, left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

function mismatch(operator: string, left: ExpressionValue, right: ExpressionValue): EvaluationError {
  return new EvaluationError(`invalid operation: ${typeOf(left)} ${operator} ${typeOf(right)}`);
}

function textTest(operator: string, left: ExpressionValue, right: ExpressionValue): boolean {
  if (left === null || right === null) return false;
  const wrong = typeof left === "string" ? right : left;
  if (typeof left !== "string" || typeof right !== "string")
    throw new EvaluationError(`interface conversion: interface {} is ${typeOf(wrong)}, not string`);
  if (operator === "contains") return left.includes(right);
  return operator === "startsWith" ? left.startsWith(right) : left.endsWith(right);
}

type Sizes = readonly [bigint | number, bigint | number] | readonly [string, string];

function compare(operator: string, left: ExpressionValue, right: ExpressionValue): boolean {
  const sizes = comparable(left, right);
  if (sizes === undefined) throw mismatch(operator, left, right);
  const [first, second] = sizes;
  switch (operator) {
    case "<":
      return first < second;
    case ">":
      return first > second;
    case "<=":
      return first <= second;
    default:
      return first >= second;
  }
}

function comparable(left: ExpressionValue, right: ExpressionValue): Sizes | undefined {
  if (typeof left === "string" && typeof right === "string") return [left, right];
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== undefined && second !== undefined) {
    const areIntegers = typeof first === "bigint" && typeof second === "bigint";
    return areIntegers ? [first, second] : [Number(first), Number(second)];
  }
  if (isA(left, "time") && isA(right, "time")) return [left.ns, right.ns];
  const [wait, other] = [durationIn(left), durationIn(right)];
  return wait === undefined || other === undefined ? undefined : [wait, other];
}

/** Nanoseconds of a duration; undefined for anything else. */
function durationIn(value: ExpressionValue): bigint | undefined {
  return isA(value, "integer") && value.type === "time.Duration" ? value.value : undefined;
}

const BITS = 64;

function arithmetic(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (operator === "+" && typeof left === "string" && typeof right === "string") return left + right;
  const [first, second] = [numberOf(left), numberOf(right)];
  const value =
    first === undefined || second === undefined ? ofTimes(operator, left, right) : ofNumbers(operator, first, second);
  if (value === undefined) throw mismatch(operator, left, right);
  return value;
}

function ofNumbers(operator: string, left: bigint | number, right: bigint | number): ExpressionValue | undefined {
  const isFloat = operator === "/" || operator === "**" || operator === "^";
  if (!isFloat && typeof left === "bigint" && typeof right === "bigint")
    return BigInt.asIntN(BITS, ofIntegers(operator, left, right));
  return ofFloats(operator, Number(left), Number(right));
}

/** The result for two floats; undefined for an operator that they do not have. */
export function ofFloats(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "**":
    case "^":
      return power(left, right);
    default:
      return undefined;
  }
}

function ofIntegers(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      if (right === 0n) throw new EvaluationError("runtime error: integer divide by zero");
      return left % right;
  }
}

/** Points in time and durations; undefined where they do not go together. */
function ofTimes(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue | undefined {
  const [wait, other] = [durationIn(left), durationIn(right)];
  if (operator === "*") return product(wait ?? numberOf(left), other ?? numberOf(right));
  if (operator !== "+" && operator !== "-") return undefined;
  const sign = operator === "+" ? 1n : -1n;
  if (isA(left, "time")) {
    if (other !== undefined) return { ...left, ns: left.ns + sign * other };
    return operator === "-" && isA(right, "time") ? durationBetween(right, left) : undefined;
  }
  if (wait === undefined) return undefined;
  if (operator === "+" && isA(right, "time")) return { ...right, ns: right.ns + wait };
  return other === undefined ? undefined : durationOf(wait + sign * other);
}

/** One of them is a duration. */
function product(left: bigint | number | undefined, right: bigint | number | undefined): ExpressionValue | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === "bigint" && typeof right === "bigint") return durationOf(left * right);
  return Number(left) * Number(right);
}

/** `-`. Throws `EvaluationError`. */
export function negated(value: ExpressionValue): ExpressionValue {
  if (typeof value === "bigint") return BigInt.asIntN(BITS, -value);
  if (typeof value === "number") return -value;
  if (isA(value, "integer") && numberOf(value) !== undefined)
    return { ...value, value: value.type === "uint8" ? BigInt.asUintN(8, -value.value) : -value.value };
  throw new EvaluationError(`invalid operation: - ${typeOf(value)}`);
}

/** True when the pattern matches somewhere. Throws `EvaluationError`. */
export function regexMatches({ pattern }: Regex, value: ExpressionValue): boolean {
  const octets = isA(value, "bytes") ? value.octets : value;
  if (typeof octets !== "string")
    throw new EvaluationError(`interface conversion: interface {} is ${typeOf(value)}, not []uint8`);
  return pattern.matcher(textOfOctets(octets)).find();
}
