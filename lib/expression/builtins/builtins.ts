/** The functions of the language that take values, each by its name (expr-lang, package builtin). */

import type { ExpressionValue } from "../value/value.ts";
import { BIT_FUNCTIONS } from "./builtins-of-bits.ts";
import { LIST_FUNCTIONS } from "./builtins-of-lists.ts";
import { NUMBER_FUNCTIONS } from "./builtins-of-numbers.ts";
import { TEXT_FUNCTIONS } from "./builtins-of-texts.ts";
import { TIME_FUNCTIONS } from "./builtins-of-times.ts";

/** What a function needs of the computation that it is part of. */
interface Computation {
  readonly occasion: { nowMs(): number };
  /** Counts what was made. Throws `EvaluationError` when it was too much. */
  spend(amount: number): void;
}

/** A function. Throws `EvaluationError`. */
export type Builtin = (values: readonly ExpressionValue[], computation: Computation) => ExpressionValue;

/** All functions by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...BIT_FUNCTIONS,
  ...TIME_FUNCTIONS,
]);
