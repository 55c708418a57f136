/** Elements and parts of lists, texts and maps. */
import { EvaluationError } from "./expression-error.ts";
import { type ExpressionValue, isList, isMap, typeOf } from "./value.ts";

/** All integers from one to another. Throws `EvaluationError`. */
export function range(from: ExpressionValue, to: ExpressionValue, spend: (count: number) => void): ExpressionValue {
  if (typeof from !== "bigint" || typeof to !== "bigint")
    throw new EvaluationError(`invalid operation: ${typeOf(from)} .. ${typeOf(to)}`);
  const count = to < from ? 0 : Number(to - from) + 1;
  spend(count);
  return Array.from({ length: count }, (_, at) => from + BigInt(at));
}

/** An element of a list, a text or a map. Throws `EvaluationError`. */
export function memberOf(base: ExpressionValue, key: ExpressionValue, optional: boolean): ExpressionValue {
  if (base === null && optional) return null;
  if (isMap(base)) return base.entries.get(String(key)) ?? null;
  if (isList(base) && typeof key === "bigint") {
    const item = base.at(Number(key));
    if (item === undefined) throw new EvaluationError(`index out of range: ${key} (array length is ${base.length})`);
    return item;
  }
  throw new EvaluationError(`cannot fetch ${String(key)} from ${typeOf(base)}`);
}

/** A part of a list or text. Throws `EvaluationError`. */
export function sliceOf(
  base: ExpressionValue,
  from: ExpressionValue | undefined,
  to: ExpressionValue | undefined,
): ExpressionValue {
  if (typeof base !== "string" && !isList(base)) throw new EvaluationError(`cannot slice ${typeOf(base)}`);
  const [start, end] = [from, to].map((place) => (typeof place === "bigint" ? Number(place) : undefined));
  return typeof base === "string" ? base.slice(start, end) : base.slice(start, end);
}
