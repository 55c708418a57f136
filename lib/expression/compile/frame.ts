/** What a computation has at hand. */
import { EvaluationError } from "../expression-error.ts";
import type { ExpressionValue } from "../value/value.ts";

/** How much one computation may make: elements of lists, octets of texts. The language's own limit. */
const BUDGET = 1_000_000;

/** The list that a predicate is asked about, element by element. */
export interface Scope {
  readonly items: readonly ExpressionValue[];
  index: number;
  accumulator: ExpressionValue;
}

/** What a computation is for. */
export interface Occasion<Context> {
  readonly context: Context;
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Variables of the environment. */
  readonly variables?: ReadonlyMap<string, ExpressionValue>;
}

/** One computation. */
export class Frame<Context> {
  readonly occasion: Occasion<Context>;
  readonly locals: ExpressionValue[] = [];
  readonly scopes: Scope[] = [];
  #spent = 0;

  constructor(occasion: Occasion<Context>) {
    this.occasion = occasion;
  }

  /** Counts what was made. Throws `EvaluationError` when it was too much. */
  spend(amount: number): void {
    this.#spent += amount;
    if (this.#spent >= BUDGET) throw new EvaluationError("memory budget exceeded");
  }
}

/** Computes a part of an expression. Throws `EvaluationError`. */
export type Compute<Context> = (frame: Frame<Context>) => ExpressionValue;
