/** What an expression knows from outside: functions and variables. */
import type { ExpressionValue, Type } from "./value.ts";

/** A function of the environment. `context` is what the expression is computed for. */
export interface EnvironmentFunction<Context> {
  readonly parameters: readonly Type[];
  readonly result: Type;
  /** Throws `EvaluationError` when it refuses its arguments. */
  call(context: Context, values: readonly ExpressionValue[]): ExpressionValue;
}

/** Functions and variables by name. */
export interface Environment<Context> {
  readonly functions: ReadonlyMap<string, EnvironmentFunction<Context>>;
  readonly variables: ReadonlyMap<string, Type>;
}
