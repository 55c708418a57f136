/**
 * Expressions as CoreDNS's plugins view and template have them (expr-lang): checked once, computed many times, without a
 * way out to anything but the environment, and bounded.
 */
import { BUILTIN_NAMES } from "./check/builtin-types.ts";
import { checkExpression } from "./check/checker.ts";
import type { Environment } from "./check/environment.ts";
import { ANY, type GoType } from "./check/go-type.ts";
import { Compiler } from "./compile/compile.ts";
import { Frame, type Occasion } from "./compile/frame.ts";
import { optimized } from "./compile/optimizer.ts";
import { EvaluationError, ExpressionError } from "./expression-error.ts";
import { parseExpression } from "./syntax/parser.ts";
import type { ExpressionValue } from "./value/value.ts";

/** What went wrong, in the language's words: several lines with a caret when it is the text's fault. */
export interface ExpressionFailure {
  readonly error: string;
}

/** An expression that is right. */
export interface Expression<Context> {
  readonly source: string;
  /** What it gives, as far as that is known beforehand. */
  readonly type: GoType;
  run(occasion: Occasion<Context>): { readonly value: ExpressionValue } | ExpressionFailure;
}

/** Reads and checks an expression. */
export function readExpression<Context>(
  source: string,
  environment: Environment<Context>,
): Expression<Context> | ExpressionFailure {
  try {
    const { functions, variables } = environment;
    const tree = parseExpression(source, {
      isOfEnvironment: (name) => functions.has(name) || variables.has(name),
      isBuiltin: (name) => BUILTIN_NAMES.has(name),
    });
    const natures = checkExpression(tree, environment);
    const node = optimized(tree, natures);
    const compute = new Compiler(environment, natures).compile(node);
    return {
      source,
      type: natures.get(node)?.type ?? ANY,
      run(occasion) {
        try {
          return { value: compute(new Frame(occasion)) };
        } catch (error) {
          if (error instanceof EvaluationError) return { error: error.message };
          // The stack is too small for values in values in values.
          if (error instanceof RangeError) return { error: "recursion depth exceeded" };
          throw error;
        }
      },
    };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.inSource(source) };
    throw error;
  }
}
