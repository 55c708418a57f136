/** Functions of lists and maps. */
import { countRunes } from "../../go/utf8.ts";
import { EvaluationError } from "../expression-error.ts";
import { areEqual } from "../value/equality.ts";
import { fetch, fromMap } from "../value/fetch.ts";
import { toInt } from "../value/numbers.ts";
import { type ExpressionValue, isA, listOf, type MapValue, typeOf } from "../value/value.ts";
import { itemsIn, kindOf, leavesOf } from "./arguments.ts";
import type { Builtin } from "./builtins.ts";
import { writeValue } from "./format.ts";
import { sorted } from "./sorting.ts";

function length(value: ExpressionValue): bigint {
  if (typeof value === "string") return BigInt(countRunes(value));
  if (isA(value, "list")) return BigInt(value.items.length);
  if (isA(value, "bytes")) return BigInt(value.octets.length);
  if (isA(value, "map")) return BigInt(value.entries.size);
  throw new EvaluationError(`invalid argument for len (type ${typeOf(value)})`);
}

/** An element or a member; nil where there is none. */
function found(from: ExpressionValue, key: ExpressionValue): ExpressionValue {
  try {
    return fetch(from, key);
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

/** An element or what a map has; nil where there is nothing. */
const get: Builtin = ([from = null, key = null]) => {
  if (isA(from, "map")) return fromMap(from, key) ?? null;
  const hasPlaces = isA(from, "list") || isA(from, "bytes") || typeof from === "string";
  return found(from, hasPlaces ? toInt(key) : key);
};

function integerIn(value: ExpressionValue): ExpressionValue {
  return isA(value, "integer") ? value.value : value;
}

const take: Builtin = ([list = null, count = null]) => {
  const items = itemsIn(list, "take from");
  if (kindOf(count) === "uint8" || typeof integerIn(count) !== "bigint")
    throw new EvaluationError(`cannot take ${kindOf(count)} elements`);
  const end = Number(integerIn(count));
  if (end < 0) throw new EvaluationError("reflect.Value.Slice: slice index out of bounds");
  if (isA(list, "bytes")) return { ...list, octets: list.octets.slice(0, end) };
  return listOf(items.slice(0, end), isA(list, "list") ? list.type : undefined);
};

function mapIn(value: ExpressionValue | undefined, wrong: (kind: string) => string): MapValue {
  if (value !== undefined && isA(value, "map")) return value;
  throw new EvaluationError(wrong(kindOf(value)));
}

const toPairs: Builtin = ([value]) => {
  const { entries } = mapIn(value, (kind) => `cannot transform ${kind} to pairs`);
  return listOf(
    [...entries].map((pair) => listOf(pair, "[2]interface {}")),
    "[][2]interface {}",
  );
};

const fromPairs: Builtin = ([value]) => {
  const entries = new Map<ExpressionValue, ExpressionValue>();
  for (const pair of itemsIn(value, "transform from pairs")) {
    if (!isA(pair, "list")) throw new EvaluationError(`invalid pair ${writeValue(pair)}`);
    const [key = null, item = null] = pair.items;
    if (pair.items.length !== 2) throw new EvaluationError(`invalid pair length ${writeValue(pair)}`);
    entries.set(key, item);
  }
  return { kind: "map", type: "map[interface {}]interface {}", entries };
};

function flattened(items: readonly ExpressionValue[]): readonly ExpressionValue[] {
  return leavesOf([listOf(items)], (value) => (isA(value, "list") ? value.items : undefined));
}

/** A function of a list that makes another one. */
function making(doing: string, make: (items: readonly ExpressionValue[]) => readonly ExpressionValue[]): Builtin {
  return ([value], computation) => {
    const items = make(itemsIn(value, doing));
    if (doing !== "uniq") computation.spend(items.length);
    return listOf(items);
  };
}

const concat: Builtin = (values, computation) => {
  const items = values.flatMap((value) => itemsIn(value, "concat"));
  computation.spend(items.length);
  return listOf(items);
};

/** Lists that `sort` knows; any other one is taken for an empty one. */
const SORTABLE: ReadonlySet<string> = new Set(["[]interface {}", "[]int", "[]float64", "[]string"]);

const sort: Builtin = ([value = null, order = "asc"], computation) => {
  if (typeof order !== "string")
    throw new EvaluationError(`sort order argument must be a string (got ${typeOf(order)})`);
  if (order !== "asc" && order !== "desc") throw new EvaluationError(`invalid order ${order}, expected asc or desc`);
  const items = isA(value, "list") && SORTABLE.has(value.type) ? value.items : [];
  const pairs = sorted(
    items.map((item) => ({ value: item })),
    order === "desc",
  );
  computation.spend(items.length);
  return listOf(pairs.map((pair) => pair.value));
};

/** By name. */
export const LIST_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ["len", ([value = null]) => length(value)],
  ["first", ([value = null]) => found(value, 0n)],
  ["last", ([value = null]) => found(value, -1n)],
  ["get", get],
  ["take", take],
  ["keys", ([value]) => listOf([...mapIn(value, (kind) => `cannot get keys from ${kind}`).entries.keys()])],
  ["values", ([value]) => listOf([...mapIn(value, (kind) => `cannot get values from ${kind}`).entries.values()])],
  ["toPairs", toPairs],
  ["fromPairs", fromPairs],
  ["reverse", making("reverse", (items) => items.toReversed())],
  [
    "uniq",
    making("uniq", (items) => items.filter((item, at) => items.findIndex((other) => areEqual(item, other)) === at)),
  ],
  ["concat", concat],
  ["flatten", making("flatten", flattened)],
  ["sort", sort],
];
