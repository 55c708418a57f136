/** The functions that compute something for each element of a list (expr-lang). */

import { sorted } from "../builtins/sorting.ts";
import { EvaluationError } from "../expression-error.ts";
import type { BuiltinNode } from "../syntax/node.ts";
import { itemsOf } from "../value/fetch.ts";
import { applyBinary } from "../value/operators.ts";
import { type ExpressionValue, listOf, type MapValue, typeOf } from "../value/value.ts";
import { type Compiler, isTrue } from "./compile.ts";
import type { Compute, Frame, Scope } from "./frame.ts";

/** One call, at one time. */
interface Asking {
  readonly items: readonly ExpressionValue[];
  /** What the predicate gives for an element; the element itself without a predicate. */
  ask(index: number): ExpressionValue;
  readonly scope: Scope;
  spend(amount: number): void;
}

type Predicated = (asking: Asking, third: ExpressionValue | undefined) => ExpressionValue;

/** A function that computes the list, then asks about its elements. */
export function compilePredicated<Context>(compiler: Compiler<Context>, node: BuiltinNode): Compute<Context> {
  const [list = () => null, predicate, third] = node.operands.map((operand) => compiler.compile(operand));
  const run = PREDICATED_FUNCTIONS.get(node.name) ?? (() => null);
  return (frame) => {
    const items = itemsOf(list(frame));
    const scope: Scope = { items, index: Number.NaN, accumulator: null };
    frame.scopes.push(scope);
    const value = run(asking(frame, scope, predicate), third?.(frame));
    frame.scopes.pop();
    return value;
  };
}

function asking<Context>(frame: Frame<Context>, scope: Scope, predicate: Compute<Context> | undefined): Asking {
  return {
    items: scope.items,
    scope,
    ask(index) {
      scope.index = index;
      return predicate === undefined ? (scope.items[index] ?? null) : predicate(frame);
    },
    spend: (amount) => frame.spend(amount),
  };
}

function holds({ ask }: Asking, index: number): boolean {
  return isTrue(ask(index));
}

function first(asked: Asking): number {
  return asked.items.findIndex((_, index) => holds(asked, index));
}

function last(asked: Asking): number {
  return asked.items.findLastIndex((_, index) => holds(asked, index));
}

function made(asked: Asking, items: readonly ExpressionValue[]): ExpressionValue {
  asked.spend(items.length);
  return listOf(items);
}

/** Go's nil where nothing was found. */
function placeOrNil(place: number): ExpressionValue {
  return place < 0 ? null : BigInt(place);
}

const PREDICATED_FUNCTIONS: ReadonlyMap<string, Predicated> = new Map<string, Predicated>([
  ["all", (asked) => asked.items.every((_, index) => holds(asked, index))],
  ["none", (asked) => !asked.items.some((_, index) => holds(asked, index))],
  ["any", (asked) => asked.items.some((_, index) => holds(asked, index))],
  ["one", (asked) => asked.items.filter((_, index) => holds(asked, index)).length === 1],
  [
    "filter",
    (asked) =>
      made(
        asked,
        asked.items.filter((_, index) => holds(asked, index)),
      ),
  ],
  ["count", (asked) => BigInt(asked.items.filter((_, index) => holds(asked, index)).length)],
  ["find", (asked) => asked.items[first(asked)] ?? null],
  ["findIndex", (asked) => placeOrNil(first(asked))],
  ["findLast", (asked) => asked.items[last(asked)] ?? null],
  ["findLastIndex", (asked) => placeOrNil(last(asked))],
  [
    "map",
    (asked) =>
      made(
        asked,
        asked.items.map((_, index) => asked.ask(index)),
      ),
  ],
  [
    "sum",
    (asked) => asked.items.reduce<ExpressionValue>((sum, _, index) => applyBinary("+", asked.ask(index), sum), 0n),
  ],
  ["groupBy", groupBy],
  ["sortBy", sortBy],
  ["reduce", reduce],
]);

function groupBy(asked: Asking): MapValue {
  const groups = new Map<ExpressionValue, ExpressionValue[]>();
  const integers = new Map<string, ExpressionValue>();
  for (const [index, item] of asked.items.entries()) {
    let key = asked.ask(index);
    if (typeof key === "object" && key !== null) {
      if (key.kind !== "integer") throw new EvaluationError(`runtime error: hash of unhashable type ${typeOf(key)}`);
      // Equal integers of one type are one key, whichever object they are.
      const text = `${typeOf(key)} ${key.value}`;
      key = integers.get(text) ?? key;
      integers.set(text, key);
    }
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  const entries = [...groups].map(([key, items]) => [key, listOf(items)] as const);
  return { kind: "map", type: "map[interface {}][]interface {}", entries: new Map(entries) };
}

function sortBy(asked: Asking, order: ExpressionValue = "asc"): ExpressionValue {
  if (typeof order !== "string") throw new EvaluationError("sortBy order argument must be a string");
  if (order !== "asc" && order !== "desc") throw new EvaluationError("unknown order, use asc or desc");
  const pairs = asked.items.map((item, index) => ({ item, value: asked.ask(index) }));
  asked.spend(pairs.length);
  return listOf(sorted(pairs, order === "desc").map(({ item }) => item));
}

function reduce(asked: Asking, start: ExpressionValue | undefined): ExpressionValue {
  const { items, scope } = asked;
  if (start === undefined && items.length === 0)
    throw new EvaluationError("reduce of empty array with no initial value");
  scope.accumulator = start === undefined ? (items[0] ?? null) : start;
  for (let index = start === undefined ? 1 : 0; index < items.length; index++) scope.accumulator = asked.ask(index);
  return scope.accumulator;
}
