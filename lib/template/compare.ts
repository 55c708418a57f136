/** eq, ne, lt, le, gt and ge (Go, text/template). */
import { formatValue } from "./format-value.ts";
import { FunctionError } from "./template-error.ts";
import { isNothing, typeName, type Value } from "./value.ts";

type BasicValue = Extract<Value, { readonly value: unknown }>;

function isBasic(value: Value): value is BasicValue {
  return "value" in value;
}

/** True when the first value equals one of the others. Throws `FunctionError`. */
export function isEqualToAny(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new FunctionError("missing argument for comparison");
  return others.some((other) => isEqual(first, other));
}

/** True when two values are equal; integers compare whatever their sign. Throws `FunctionError`. */
export function isEqual(left: Value, right: Value): boolean {
  if (isInteger(left) && isInteger(right)) return left.value === right.value;
  if (!isBasic(left) && !isBasic(right)) return isEqualComposite(left, right);
  if (isNothing(left) || isNothing(right)) return false;
  if (!isBasic(left) || !isBasic(right) || left.kind !== right.kind) throw incompatible(left, right);
  return left.value === right.value;
}

function isEqualComposite(left: Value, right: Value): boolean {
  if (isNothing(left) || isNothing(right)) return isNil(left) && isNil(right);
  if (left.kind !== right.kind) throw nonComparable(left, right);
  if (right.kind === "list" || right.kind === "map")
    throw new FunctionError(`non-comparable type ${formatValue(right)}: ${typeName(right)}`);
  if (left.kind === "pointer" && right.kind === "pointer") return left.to === right.to;
  return left === right;
}

function nonComparable(left: Value, right: Value): FunctionError {
  const [first, second] = [formatValue(left), formatValue(right)];
  return new FunctionError(`non-comparable types ${first}: ${typeName(left)}, ${typeName(right)}: ${second}`);
}

function isNil(value: Value): boolean {
  return isNothing(value) || (value.kind === "pointer" && value.to === undefined);
}

function isInteger(value: Value): value is Extract<Value, { value: bigint }> {
  return value.kind === "int" || value.kind === "uint";
}

function incompatible(left: Value, right: Value): FunctionError {
  return new FunctionError(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`);
}

/** True when the left value comes before the right one. Throws `FunctionError`. */
export function isLess(left: Value, right: Value): boolean {
  if (!isBasic(left) || !isBasic(right)) throw new FunctionError("invalid type for comparison");
  if (isInteger(left) && isInteger(right)) return left.value < right.value;
  if (left.kind !== right.kind) throw incompatible(left, right);
  if (left.kind === "float" && right.kind === "float") return left.value < right.value;
  if (left.kind === "string" && right.kind === "string") return left.value < right.value;
  throw new FunctionError("invalid type for comparison");
}
