/** What operators do with values (expr-lang). */
import { compileRegex, type Regex } from "../directive/kinds/regex.ts";
import { EvaluationError } from "./expression-error.ts";
import { type ExpressionValue, isEqual, isList, isMap, isNumber, type Type, typeOf } from "./value.ts";

/** The type of what an operator gives; undefined when it does not take such operands. */
export function binaryType(operator: string, left: Type, right: Type): Type | undefined {
  const either = (...types: readonly Type[]): boolean =>
    [left, right].every((type) => type === "any" || types.includes(type));
  switch (operator) {
    case "==":
    case "!=":
      return left === right || isNumeric(left, right) || [left, right].some((type) => type === "any" || type === "nil")
        ? "bool"
        : undefined;
    case "or":
    case "||":
    case "and":
    case "&&":
      return either("bool") ? "bool" : undefined;
    case "<":
    case ">":
    case "<=":
    case ">=":
      return either("int", "float64") || either("string") ? "bool" : undefined;
    case "matches":
    case "contains":
    case "startsWith":
    case "endsWith":
      return either("string") ? "bool" : undefined;
    case "in":
      return right === "array" || right === "map" || right === "any" || right === "nil" ? "bool" : undefined;
    case "..":
      return either("int") ? "array" : undefined;
    case "??":
      return left === "nil" ? right : left === right ? left : "any";
    default:
      return arithmeticType(operator, left, right);
  }
}

function isNumeric(...types: readonly Type[]): boolean {
  return types.every((type) => type === "int" || type === "float64");
}

function arithmeticType(operator: string, left: Type, right: Type): Type | undefined {
  if (operator === "+" && left === "string" && right === "string") return "string";
  if (
    operator === "+" &&
    [left, right].includes("any") &&
    [left, right].every((type) => type === "any" || type === "string")
  )
    return "any";
  if ([left, right].some((type) => type !== "any" && !isNumeric(type))) return undefined;
  if (operator === "%") return [left, right].includes("float64") ? undefined : "int";
  if (operator === "/" || operator === "**" || operator === "^") return "float64";
  if ([left, right].includes("any")) return "any";
  return left === "int" && right === "int" ? "int" : "float64";
}

/** The value of an operator that looks at both operands. Throws `EvaluationError`. */
export function applyBinary(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return compare(operator, left, right);
    case "matches":
      return regexMatches(compiledRegex(textOf(right)), textOf(left));
    case "contains":
      return textOf(left).includes(textOf(right));
    case "startsWith":
      return textOf(left).startsWith(textOf(right));
    case "endsWith":
      return textOf(left).endsWith(textOf(right));
    case "in":
      return isIn(left, right);
    default:
      return arithmetic(operator, left, right);
  }
}

function mismatch(operator: string, left: ExpressionValue, right: ExpressionValue): EvaluationError {
  return new EvaluationError(`invalid operation: ${typeOf(left)} ${operator} ${typeOf(right)}`);
}

function compare(operator: string, left: ExpressionValue, right: ExpressionValue): boolean {
  const areTexts = typeof left === "string" && typeof right === "string";
  if (!areTexts && !(isNumber(left) && isNumber(right))) throw mismatch(operator, left, right);
  switch (operator) {
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    default:
      return left >= right;
  }
}

function textOf(value: ExpressionValue): string {
  if (typeof value !== "string")
    throw new EvaluationError(`interface conversion: interface {} is ${typeOf(value)}, not string`);
  return value;
}

/** A pattern that is known only when the expression is computed. Throws `EvaluationError`. */
function compiledRegex(source: string): Regex {
  const regex = compileRegex(source);
  if (!regex.ok) throw new EvaluationError(regex.error);
  return regex.value;
}

/** True when the pattern matches somewhere. */
export function regexMatches({ pattern }: Regex, text: string): boolean {
  return pattern.matcher(text).find();
}

function isIn(needle: ExpressionValue, hay: ExpressionValue): boolean {
  if (hay === null) return false;
  if (isList(hay)) return hay.some((item) => isEqual(item, needle));
  if (isMap(hay)) return typeof needle === "string" && hay.entries.has(needle);
  throw new EvaluationError(`operator "in" not defined on ${typeOf(hay)}`);
}

const INT_BITS = 64;

function arithmetic(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (operator === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (!isNumber(left) || !isNumber(right)) throw mismatch(operator, left, right);
  if (operator === "/") return Number(left) / Number(right);
  if (operator === "**" || operator === "^") return Number(left) ** Number(right);
  if (typeof left === "bigint" && typeof right === "bigint")
    return BigInt.asIntN(INT_BITS, integerArithmetic(operator, left, right));
  if (operator === "%") throw mismatch(operator, left, right);
  const [first, second] = [Number(left), Number(right)];
  return operator === "+" ? first + second : operator === "-" ? first - second : first * second;
}

function integerArithmetic(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      if (right === 0n) throw new EvaluationError("integer divide by zero");
      return left % right;
  }
}
