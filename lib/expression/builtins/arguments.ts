/** Arguments of functions: the value, if it is of the type that the function wants. */
import { EvaluationError } from "../expression-error.ts";
import { type ExpressionValue, isA, typeOf } from "../value/value.ts";

/** A text, as octets. Throws `EvaluationError`. */
export function textIn(value: ExpressionValue | undefined): string {
  if (typeof value === "string") return value;
  throw new EvaluationError(`interface conversion: interface {} is ${nameOf(value)}, not string`);
}

/** What a list holds. Throws `EvaluationError` with the words of the function. */
export function itemsIn(value: ExpressionValue | undefined, doing: string): readonly ExpressionValue[] {
  if (value !== undefined && isA(value, "list")) return value.items;
  if (value !== undefined && isA(value, "bytes"))
    return [...value.octets].map((octet) => ({ kind: "integer", type: "uint8", value: BigInt(octet.charCodeAt(0)) }));
  throw new EvaluationError(`cannot ${doing} ${kindOf(value)}`);
}

/** How many lists may be in each other. */
const MAX_LEVELS = 10_001;

/** What is in lists of lists, one after the other, told what is in each. Throws `EvaluationError`. */
export function leavesOf(
  values: readonly ExpressionValue[],
  within: (value: ExpressionValue) => readonly ExpressionValue[] | undefined,
): readonly ExpressionValue[] {
  const leaves: ExpressionValue[] = [];
  const levels: Iterator<ExpressionValue>[] = [];
  // No function that calls itself: so many levels would not fit on the stack.
  for (let level: Iterator<ExpressionValue> = values.values(); ; ) {
    const next = level.next();
    const inner = next.done === true ? undefined : within(next.value);
    if (inner !== undefined) {
      levels.push(level);
      if (levels.length > MAX_LEVELS) throw new EvaluationError("recursion depth exceeded");
      level = inner.values();
    } else if (next.done !== true) leaves.push(next.value);
    else {
      const outer = levels.pop();
      if (outer === undefined) return leaves;
      level = outer;
    }
  }
}

/** What Go calls the kind of a value. */
export function kindOf(value: ExpressionValue | undefined): string {
  if (value === undefined || value === null) return "invalid";
  if (isA(value, "list")) return value.type.startsWith("[]") ? "slice" : "array";
  if (isA(value, "map")) return "map";
  if (isA(value, "bytes")) return "slice";
  return typeOf(value);
}

/** The type in complaints about it. */
export function nameOf(value: ExpressionValue | undefined): string {
  return value === undefined || value === null ? "nil" : typeOf(value);
}
