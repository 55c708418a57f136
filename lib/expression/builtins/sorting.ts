/** Sorting as the language does it: what cannot be compared is a mistake (expr-lang over Go's sort.Sort). */
import { applyBinary } from "../value/operators.ts";
import type { ExpressionValue } from "../value/value.ts";

/** The elements in the order of their values. Throws `EvaluationError`. */
export function sorted<Item extends { readonly value: ExpressionValue }>(
  items: readonly Item[],
  isDescending: boolean,
): readonly Item[] {
  const isLess = (left: Item, right: Item): boolean => applyBinary("<", left.value, right.value) === true;
  return [...items].sort((left, right) => {
    const [first, second] = isDescending ? [right, left] : [left, right];
    return -Number(isLess(first, second)) + Number(isLess(second, first));
  });
}
