/** eq, ne, lt, le, gt and ge (Go, text/template). */
import { formatValue } from "./format-value.ts";
import { FunctionError } from "./template-error.ts";
import { typeName, type Value } from "./value.ts";

type Basic = "bool" | "int" | "uint" | "float" | "string";

function basicKind({ kind }: Value): Basic | undefined {
  return kind === "bool" || kind === "int" || kind === "uint" || kind === "float" || kind === "string"
    ? kind
    : undefined;
}

/** True when the first value equals one of the others. Throws `FunctionError`. */
export function isEqualToAny(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new FunctionError("missing argument for comparison");
  return others.some((other) => isEqual(first, other));
}

/** True when two values are equal; integers compare whatever their sign. Throws `FunctionError`. */
export function isEqual(left: Value, right: Value): boolean {
  const kinds = [basicKind(left), basicKind(right)];
  if (kinds[0] !== kinds[1]) {
    if (isInteger(left) && isInteger(right)) return left.value === right.value;
    if (isNothing(left) || isNothing(right)) return false;
    throw incompatible(left, right);
  }
  if (kinds[0] !== undefined) return "value" in left && "value" in right && left.value === right.value;
  return isEqualComposite(left, right);
}

function isEqualComposite(left: Value, right: Value): boolean {
  if (isNothing(left) || isNothing(right)) return isNil(left) === isNil(right) && isNil(left);
  if (left.kind !== right.kind) throw nonComparable(left, right);
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (right.kind === "list" || right.kind === "map")
    throw new FunctionError(`non-comparable type ${formatValue(right)}: ${typeName(right)}`);
  if (left.kind === "pointer" && right.kind === "pointer") return left.to === right.to;
  return left === right;
}

function nonComparable(left: Value, right: Value): FunctionError {
  const [first, second] = [formatValue(left), formatValue(right)];
  return new FunctionError(`non-comparable types ${first}: ${typeName(left)}, ${typeName(right)}: ${second}`);
}

function isNothing({ kind }: Value): boolean {
  return kind === "invalid" || kind === "nil";
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
  if (basicKind(left) === undefined || basicKind(right) === undefined)
    throw new FunctionError("invalid type for comparison");
  if (isInteger(left) && isInteger(right)) return left.value < right.value;
  if (left.kind !== right.kind) throw incompatible(left, right);
  if (left.kind === "float" && right.kind === "float") return left.value < right.value;
  if (left.kind === "string" && right.kind === "string") return left.value < right.value;
  throw new FunctionError("invalid type for comparison");
}
