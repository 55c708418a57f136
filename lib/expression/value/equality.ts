/** When two values are equal (expr-lang over Go's reflect.DeepEqual). */
import { numberOf } from "./numbers.ts";
import { type ExpressionValue, isA, type ListValue, typeOf } from "./value.ts";

/** `==`: numbers by value, lists of any values element by element, all else of the same type. */
export function areEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== undefined && second !== undefined) {
    const areIntegers = typeof first === "bigint" && typeof second === "bigint";
    return areIntegers ? first === second : Number(first) === Number(second);
  }
  if (isA(left, "time") && isA(right, "time")) return left.ns === right.ns;
  if (isA(left, "list") && isA(right, "list") && isOfAny(left, right)) {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, at) => areEqual(item, right.items[at] ?? null))
    );
  }
  return areDeeplyEqual(left, right);
}

/** Slices that Go compares with each other: one of them of any values, the other one of values of one basic type. */
function isOfAny(left: ListValue, right: ListValue): boolean {
  const types = [left.type, right.type];
  return (
    types.includes("[]interface {}") && types.every((type) => /^\[\](?:interface \{\}|int|string|float64)$/.test(type))
  );
}

/** Of the same type, and the same all the way down. */
function areDeeplyEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (typeOf(left) !== typeOf(right)) return false;
  if (isA(left, "list") && isA(right, "list")) {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, at) => areDeeplyEqual(item, right.items[at] ?? null))
    );
  }
  if (isA(left, "map") && isA(right, "map")) {
    const { entries } = right;
    return (
      left.entries.size === entries.size &&
      [...left.entries].every(([key, value]) => entries.has(key) && areDeeplyEqual(value, entries.get(key) ?? null))
    );
  }
  if (isA(left, "integer") && isA(right, "integer")) return left.value === right.value;
  if (isA(left, "bytes") && isA(right, "bytes")) return left.octets === right.octets;
  if (isA(left, "zone") && isA(right, "zone")) return left.name === right.name;
  // Functions equal nothing, not even themselves.
  return !isA(left, "function") && left === right;
}
