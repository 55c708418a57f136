/** Variables and conditions of a template: expressions over the query and the groups of its name (CoreDNS, plugin template). */
import type { Query } from "../../chain/query.ts";
import type { EnvironmentFunction } from "../../expression/check/environment.ts";
import { type GoType, goType } from "../../expression/check/go-type.ts";
import type { Occasion } from "../../expression/compile/frame.ts";
import { type Expression, readExpression } from "../../expression/expression.ts";
import type { ExpressionValue } from "../../expression/value/value.ts";
import { QUERY_FUNCTIONS } from "../../plugin-kit/query-expressions.ts";
import type { Value } from "../../template/value.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";
import { templateValueOf } from "./variable-value.ts";

/** A line of the block, in order: `var NAME EXPRESSION`, or `expr EXPRESSION`. */
export interface ConditionLine {
  readonly name: string | undefined;
  readonly source: string;
  readonly at: Range;
}

/** What expressions are computed for. */
export interface ConditionContext {
  readonly query: Query;
  readonly groups: ReadonlyMap<string, string>;
}

/** What the expressions came to. */
export type ConditionResult =
  | { readonly kind: "holds"; readonly variables: ReadonlyMap<string, Value> }
  | { readonly kind: "does not hold"; readonly at: Range; readonly source: string }
  | { readonly kind: "failed"; readonly at: Range; readonly error: string };

interface Line {
  readonly at: Range;
  readonly expression: Expression<ConditionContext>;
}

/** The expressions of one template. */
export interface Conditions {
  readonly variables: readonly (Line & { readonly name: string })[];
  readonly conditions: readonly Line[];
}

/** A line that does not compile, with CoreDNS's words. */
export interface WrongCondition {
  readonly error: string;
  readonly at: Range;
}

const GROUP: EnvironmentFunction<ConditionContext> = {
  type: "func(interface {}) string",
  call: ({ groups }, [name = null]) =>
    typeof name === "string" || typeof name === "bigint" ? utf8Octets(groups.get(String(name)) ?? "") : "",
};

const FUNCTIONS: ReadonlyMap<string, EnvironmentFunction<ConditionContext>> = new Map([
  ...[...QUERY_FUNCTIONS].map(([name, { type, call }]) => {
    const about: EnvironmentFunction<ConditionContext> = {
      type,
      call: ({ query }, values) => call(query, values),
    };
    return [name, about] as const;
  }),
  ["group", GROUP] as const,
]);

/** Reads the lines; each may use the variables before it. */
export function readConditions(lines: readonly ConditionLine[]): Conditions | WrongCondition {
  const types = new Map<string, GoType>();
  const variables: (Line & { readonly name: string })[] = [];
  const conditions: Line[] = [];
  for (const { name, source, at } of lines) {
    const expression = readExpression(source, { functions: FUNCTIONS, variables: types });
    if ("error" in expression) {
      return { at, error: `could not compile expression: ${name === undefined ? "" : `${name}, `}${expression.error}` };
    }
    if (name === undefined) conditions.push({ at, expression });
    else {
      variables.push({ name, at, expression });
      types.set(name, expression.type.kind === "interface" ? goType("*interface {}") : expression.type);
    }
  }
  return { variables, conditions };
}

/** Computes variables, then conditions. A failure ends it, a condition that is not `true` does not hold. */
export function checkConditions(
  { variables, conditions }: Conditions,
  occasion: Occasion<ConditionContext>,
): ConditionResult {
  const values = new Map<string, ExpressionValue>();
  const now = { ...occasion, variables: values };
  for (const { name, at, expression } of variables) {
    const result = expression.run(now);
    if ("error" in result) return { kind: "failed", at, error: result.error };
    values.set(name, result.value);
  }
  for (const { at, expression } of conditions) {
    const result = expression.run(now);
    if ("error" in result) return { kind: "failed", at, error: result.error };
    if (result.value !== true) return { kind: "does not hold", at, source: expression.source };
  }
  return {
    kind: "holds",
    variables: new Map([...values].map(([name, value]) => [name, templateValueOf(value)] as const)),
  };
}
