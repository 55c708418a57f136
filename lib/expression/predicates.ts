/** The functions that ask something about each element of a list (expr-lang). */
import { EvaluationError } from "./expression-error.ts";
import type { Compiled, Frame } from "./frame.ts";
import { type ExpressionValue, isList, isNumber, type Type, typeOf } from "./value.ts";

/** What they give, and whether the predicate must be true or false. */
export const PREDICATE_TYPES: ReadonlyMap<
  string,
  { readonly gives: Type; readonly wantsBool: boolean; readonly optional?: boolean }
> = new Map([
  ["all", { gives: "bool", wantsBool: true }],
  ["none", { gives: "bool", wantsBool: true }],
  ["any", { gives: "bool", wantsBool: true }],
  ["one", { gives: "bool", wantsBool: true }],
  ["filter", { gives: "array", wantsBool: true }],
  ["count", { gives: "int", wantsBool: true, optional: true }],
  ["find", { gives: "any", wantsBool: true }],
  ["findIndex", { gives: "int", wantsBool: true }],
  ["findLast", { gives: "any", wantsBool: true }],
  ["findLastIndex", { gives: "int", wantsBool: true }],
  ["map", { gives: "array", wantsBool: false }],
  ["sum", { gives: "any", wantsBool: false, optional: true }],
  ["reduce", { gives: "any", wantsBool: false }],
]);

/** The parts of a call. */
export interface PredicateCall<Context> {
  readonly name: string;
  readonly list: Compiled<Context>;
  readonly predicate: Compiled<Context> | undefined;
  /** The first accumulator of `reduce`. */
  readonly start: Compiled<Context> | undefined;
}

/** Computes a call. Throws `EvaluationError`. */
export function runPredicate<Context>(call: PredicateCall<Context>, frame: Frame<Context>): ExpressionValue {
  const values = call.list.run(frame);
  if (!isList(values)) throw new EvaluationError(`builtin ${call.name} takes only array (got ${typeOf(values)})`);
  frame.spend(values.length);
  const ask = (element: ExpressionValue, index: number, accumulator: ExpressionValue = null): ExpressionValue => {
    if (call.predicate === undefined) return element;
    frame.pointers.push({ element, index: BigInt(index), accumulator });
    const answer = call.predicate.run(frame);
    frame.pointers.pop();
    return answer;
  };
  return compute(call, values, { ask, frame });
}

interface Asking<Context> {
  readonly ask: (element: ExpressionValue, index: number, accumulator?: ExpressionValue) => ExpressionValue;
  readonly frame: Frame<Context>;
}

function compute<Context>(
  call: PredicateCall<Context>,
  values: readonly ExpressionValue[],
  { ask, frame }: Asking<Context>,
): ExpressionValue {
  const holds = (element: ExpressionValue, index: number): boolean => ask(element, index) === true;
  switch (call.name) {
    case "all":
      return values.every(holds);
    case "none":
      return !values.some(holds);
    case "any":
      return values.some(holds);
    case "one":
      return values.filter(holds).length === 1;
    case "filter":
      return values.filter(holds);
    case "count":
      return BigInt(values.filter(holds).length);
    case "find":
      return values.find(holds) ?? null;
    case "findIndex":
      return BigInt(values.findIndex(holds));
    case "findLast":
      return values.findLast(holds) ?? null;
    case "findLastIndex":
      return BigInt(values.findLastIndex(holds));
    case "map":
      return values.map((element, index) => ask(element, index));
    case "sum":
      return values.map((element, index) => ask(element, index)).reduce(add, 0n);
    default:
      return reduce(values, call.start?.run(frame), ask);
  }
}

function add(left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (!isNumber(left) || !isNumber(right)) throw new EvaluationError(`cannot sum ${typeOf(right)}`);
  return typeof left === "bigint" && typeof right === "bigint" ? left + right : Number(left) + Number(right);
}

function reduce(
  values: readonly ExpressionValue[],
  start: ExpressionValue | undefined,
  ask: (element: ExpressionValue, index: number, accumulator?: ExpressionValue) => ExpressionValue,
): ExpressionValue {
  const [first, ...rest] = values;
  if (start === undefined && first === undefined)
    throw new EvaluationError("reduce of empty array with no initial value");
  if (start !== undefined)
    return values.reduce((accumulator, element, index) => ask(element, index, accumulator), start);
  return rest.reduce((accumulator, element, index) => ask(element, index + 1, accumulator), first ?? null);
}
