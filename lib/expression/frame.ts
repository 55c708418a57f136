/** What a computation has at hand. */
import { EvaluationError } from "./expression-error.ts";
import type { ExpressionValue, Type } from "./value.ts";

/** How much one computation may do: elements looked at and made. The language's own limit is the same. */
const BUDGET = 1_000_000;

/** The element that a predicate is about. */
export interface Pointer {
  readonly element: ExpressionValue;
  readonly index: bigint;
  readonly accumulator: ExpressionValue;
}

/** One computation. */
export class Frame<Context> {
  readonly context: Context;
  readonly variables: ReadonlyMap<string, ExpressionValue>;
  readonly locals: ExpressionValue[] = [];
  readonly pointers: Pointer[] = [];
  #spent = 0;

  constructor(context: Context, variables: ReadonlyMap<string, ExpressionValue>) {
    this.context = context;
    this.variables = variables;
  }

  /** Counts work. Throws `EvaluationError` when it was too much. */
  spend(amount: number): void {
    this.#spent += amount;
    if (this.#spent > BUDGET) throw new EvaluationError("memory budget exceeded");
  }
}

/** A part of an expression, ready to be computed. */
export interface Compiled<Context> {
  readonly type: Type;
  readonly run: (frame: Frame<Context>) => ExpressionValue;
}
