/** Functions of numbers. */
import { atoi, parseFloat64 } from "../../go/strconv.ts";
import { EvaluationError } from "../expression-error.ts";
import { numberOf, toInt } from "../value/numbers.ts";
import { applyBinary } from "../value/operators.ts";
import { type ExpressionValue, isA, typeOf } from "../value/value.ts";
import { itemsIn, kindOf, leavesOf } from "./arguments.ts";
import type { Builtin } from "./builtins.ts";

function wrongArgument(name: string, value: ExpressionValue): EvaluationError {
  return new EvaluationError(`invalid argument for ${name} (type ${typeOf(value)})`);
}

function rounding(name: string, round: (value: number) => number): Builtin {
  return ([value = null]) => {
    const number = numberOf(value);
    if (number === undefined) throw wrongArgument(name, value);
    return typeof number === "bigint" ? Number(number) : round(number);
  };
}

/** Half away from zero. */
function round(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

function absolute(value: ExpressionValue): ExpressionValue {
  const number = numberOf(value);
  if (number === undefined) throw wrongArgument("abs", value);
  if (typeof number === "number") return number < 0 ? -number : number;
  const size = BigInt.asIntN(64, number < 0n ? -number : number);
  return isA(value, "integer") ? { ...value, value: size } : size;
}

function integer(value: ExpressionValue): bigint {
  if (typeof value === "string") {
    if (!atoi(value).ok) throw new EvaluationError(`invalid operation: int(${value})`);
    return BigInt(value.replace("+", ""));
  }
  // Durations, months and days of the week are integers to Go.
  return isA(value, "integer") ? value.value : toInt(value);
}

function float(value: ExpressionValue): number {
  if (typeof value === "string") {
    const reading = parseFloat64(value);
    if (!reading.ok) throw new EvaluationError(`invalid operation: float(${value})`);
    return reading.value;
  }
  const number = numberOf(value);
  if (number === undefined) throw new EvaluationError(`invalid operation: float(${typeOf(value)})`);
  return Number(number);
}

/** All numbers in lists of lists. Throws `EvaluationError` for anything else. */
function numbersIn(name: string, values: readonly ExpressionValue[]): readonly ExpressionValue[] {
  return leavesOf(values, (value) => {
    if (isA(value, "list") || isA(value, "bytes")) return itemsIn(value, name);
    if (numberOf(value) === undefined && !isA(value, "integer")) throw wrongArgument(name, value);
    return undefined;
  });
}

function extreme(name: string, operator: "<" | ">"): Builtin {
  return (values) => {
    const [only] = values;
    // Go hands a single value back whatever it is.
    if (values.length === 1 && only !== undefined && !isA(only, "list") && kindOf(only) !== "slice") return only;
    return numbersIn(name, values).reduce<ExpressionValue>(
      (best, value) => (best === null || applyBinary(operator, best, value) === true ? value : best),
      null,
    );
  };
}

function amount(value: ExpressionValue): number {
  return Number(isA(value, "integer") ? value.value : numberOf(value));
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number) / numbers.length;
}

const mean: Builtin = (values) => average(numbersIn("mean", values).map(amount));

const median: Builtin = (values) => {
  const numbers = numbersIn("median", values)
    .map(amount)
    .sort((left, right) => left - right);
  // One in the middle, or two.
  return average(numbers.slice(Math.ceil(numbers.length / 2 - 1), Math.floor(numbers.length / 2 + 1)));
};

/** By name. */
export const NUMBER_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ["abs", ([value = null]) => absolute(value)],
  ["ceil", rounding("ceil", Math.ceil)],
  ["floor", rounding("floor", Math.floor)],
  ["round", rounding("round", round)],
  ["int", ([value = null]) => integer(value)],
  ["float", ([value = null]) => float(value)],
  ["max", extreme("max", "<")],
  ["min", extreme("min", ">")],
  ["mean", mean],
  ["median", median],
];
