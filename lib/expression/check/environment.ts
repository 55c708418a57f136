/** What an expression knows from outside: functions and variables. */

import type { ExpressionValue } from "../value/value.ts";
import type { GoType } from "./go-type.ts";

/** A function of the environment. `context` is what the expression is computed for. */
export interface EnvironmentFunction<Context> {
  /** As Go writes it: `func(string) bool`. */
  readonly type: string;
  /** Texts come and go as octets. Throws `EvaluationError` when it refuses its arguments. */
  call(context: Context, values: readonly ExpressionValue[]): ExpressionValue;
}

/** Functions and variables by name. */
export interface Environment<Context> {
  readonly functions: ReadonlyMap<string, EnvironmentFunction<Context>>;
  /** Their types. */
  readonly variables: ReadonlyMap<string, GoType>;
}
