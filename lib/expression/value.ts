/** Values of expressions: integers are bigints, floating-point numbers are numbers. */

/** Any value. */
export type ExpressionValue = boolean | bigint | number | string | null | readonly ExpressionValue[] | ExpressionMap;

/** A map; keys are texts. */
export interface ExpressionMap {
  readonly entries: ReadonlyMap<string, ExpressionValue>;
}

/** True for a map. */
export function isMap(value: ExpressionValue): value is ExpressionMap {
  return typeof value === "object" && value !== null && "entries" in value && !Array.isArray(value);
}

/** True for a list. */
export function isList(value: ExpressionValue): value is readonly ExpressionValue[] {
  return Array.isArray(value);
}

/** What is known of a value before it is computed. */
export type Type = "bool" | "int" | "float64" | "string" | "nil" | "any" | "array" | "map";

/** The type of a value that is there. */
export function typeOf(value: ExpressionValue): Type {
  if (value === null) return "nil";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float64";
    case "string":
      return "string";
    default:
      return isMap(value) ? "map" : "array";
  }
}

/** True when both are equal; integers and floating-point numbers compare by value. */
export function isEqual(left: ExpressionValue, right: ExpressionValue): boolean {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right) && left.toString() === right.toString();
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, at) => isEqual(item, right[at] ?? null));
  }
  return left === right;
}

/** True for both kinds of numbers. */
export function isNumber(value: ExpressionValue): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}
