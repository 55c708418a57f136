/** Functions and methods that a template may call. */
import type { Value } from "./value.ts";

/** What a parameter takes: any value as it is, any value with nothing read as nil, or a Go type. */
export type ParameterType = "value" | "any" | "string" | "int";

/** A function with its parameters; `variadic` is the type of further ones. */
export interface TemplateFunction {
  readonly parameters: readonly ParameterType[];
  readonly variadic?: ParameterType;
  /** Throws `FunctionError` when it refuses its arguments. */
  call(values: readonly Value[]): Value;
}

/** Functions by name. */
export type FunctionMap = ReadonlyMap<string, TemplateFunction>;
