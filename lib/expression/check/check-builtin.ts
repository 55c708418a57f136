/** Calls of the functions with predicates, and of `get` (expr-lang's checker). */

import type { BuiltinNode, ExpressionNode } from "../syntax/node.ts";
import { PREDICATED } from "../syntax/precedence.ts";
import { checkFunction } from "./check-call.ts";
import type { Checker, PredicateScope } from "./checker.ts";
import {
  arrayOf,
  BOOL_NATURE,
  dereferenced,
  elementOf,
  INT_NATURE,
  isArray,
  isAssignable,
  isBool,
  isInteger,
  isMapNature,
  isString,
  isUnknown,
  type Nature,
  natureOf,
  natureOfText,
  textOf,
  UNKNOWN,
} from "./nature.ts";

/** The nature of what a function of the language gives. Throws `ExpressionError`. */
export function checkBuiltin(checker: Checker, node: BuiltinNode): Nature {
  if (!PREDICATED.has(node.name))
    return node.name === "get" ? checkGet(checker, node) : checkFunction(checker, node, node.name);
  const [list, predicate, third] = node.operands;
  if (list === undefined) return UNKNOWN;
  const collection = dereferenced(checker.visit(list));
  if (!isArray(collection) && !isUnknown(collection))
    checker.fail(list, `builtin ${node.name} takes only array (got ${textOf(collection)})`);
  if (predicate === undefined) {
    if (node.name === "count") return INT_NATURE;
    return isUnknown(collection) ? UNKNOWN : elementOf(collection);
  }
  const nature = checker.visitPredicate(predicate, scopeOf(node.name, collection));
  if (third !== undefined) checkThird(checker, node, third);
  return resultOf(checker, node, { collection, predicate, nature });
}

const NO_POINTERS: ReadonlyMap<string, Nature> = new Map();
const INDEX: ReadonlyMap<string, Nature> = new Map([["index", INT_NATURE]]);
const INDEX_AND_ACCUMULATOR: ReadonlyMap<string, Nature> = new Map([
  ["index", INT_NATURE],
  ["acc", UNKNOWN],
]);

function scopeOf(name: string, collection: Nature): PredicateScope {
  if (name === "reduce") return { collection, pointers: INDEX_AND_ACCUMULATOR };
  return { collection, pointers: name === "map" ? INDEX : NO_POINTERS };
}

function checkThird(checker: Checker, { name }: BuiltinNode, third: ExpressionNode): void {
  const nature = checker.visit(third);
  if (name === "sortBy" && !isString(nature) && !isUnknown(nature))
    checker.fail(third, `sortBy order argument must be a string (got ${textOf(nature)})`);
}

interface Predicated {
  readonly collection: Nature;
  readonly predicate: ExpressionNode;
  readonly nature: Nature;
}

/** Predicates that must be true or false. */
const ASKING: ReadonlySet<string> = new Set(
  "all none any one filter count find findIndex findLast findLastIndex".split(" "),
);

function resultOf(checker: Checker, node: BuiltinNode, { collection, predicate, nature }: Predicated): Nature {
  const { name } = node;
  const [result] = nature.type?.signature?.results ?? [];
  if (result === undefined) {
    // This one falls back to its declared type.
    if (name === "sum") return checkFunction(checker, node, name);
    return checker.fail(
      predicate,
      `predicate should has ${name === "reduce" ? "two" : "one"} input and one output param`,
    );
  }
  const given = natureOf(result);
  if (ASKING.has(name) && !isBool(given) && !isUnknown(given))
    checker.fail(predicate, `predicate should return boolean (got ${textOf(given)})`);
  const element = isUnknown(collection) ? UNKNOWN : elementOf(collection);
  switch (name) {
    case "filter":
      return isUnknown(collection) ? natureOfText("[]interface {}") : arrayOf(element);
    case "map":
      return arrayOf(nature.element ?? UNKNOWN);
    case "count":
    case "findIndex":
    case "findLastIndex":
      return INT_NATURE;
    case "sum":
      return given;
    case "find":
    case "findLast":
      return element;
    case "groupBy":
      return natureOfText("map[interface {}][]interface {}");
    case "sortBy":
      return collection;
    case "reduce":
      return nature.element ?? UNKNOWN;
    default:
      return BOOL_NATURE;
  }
}

function checkGet(checker: Checker, node: BuiltinNode): Nature {
  const [from, key, ...more] = node.operands;
  if (from === undefined || key === undefined || more.length > 0)
    return checker.fail(node, `invalid number of arguments (expected 2, got ${node.operands.length})`);
  const base = checker.visit(from);
  const place = dereferenced(checker.visit(key));
  if (from.kind === "identifier" && from.name === "$env")
    return (key.kind === "string" ? checker.ofEnvironment(key.value) : undefined) ?? UNKNOWN;
  if (isUnknown(base)) return UNKNOWN;
  if (isArray(base)) {
    if (!isInteger(place) && !isUnknown(place)) checker.fail(key, `non-integer slice index ${textOf(place)}`);
    return elementOf(base);
  }
  if (!isMapNature(base)) return checker.fail(from, `type ${textOf(base)} does not support indexing`);
  if (!isAssignable(place, natureOf(base.type?.key)) && !isUnknown(place))
    checker.fail(key, `cannot use ${textOf(place)} to get an element from ${textOf(base)}`);
  return elementOf(base);
}
