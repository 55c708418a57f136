/**
 * Expressions as CoreDNS's plugins view and template have them (expr-lang): checked once, computed many times, without a
 * way out to anything but the environment, and bounded. Functions about time, JSON and bits are refused by name.
 */
import { compile } from "./compile.ts";
import type { Environment } from "./environment.ts";
import { EvaluationError, ExpressionError } from "./expression-error.ts";
import { Frame } from "./frame.ts";
import { parseExpression } from "./parser.ts";
import type { ExpressionValue, Type } from "./value.ts";

/** What went wrong, in the language's words: several lines with a caret when it is the text's fault. */
export interface ExpressionFailure {
  readonly error: string;
}

/** An expression that is right. */
export interface Expression<Context> {
  readonly source: string;
  readonly type: Type;
  run(
    context: Context,
    variables?: ReadonlyMap<string, ExpressionValue>,
  ): { readonly value: ExpressionValue } | ExpressionFailure;
}

const NO_VARIABLES: ReadonlyMap<string, ExpressionValue> = new Map();

/** Reads and checks an expression. */
export function readExpression<Context>(
  source: string,
  environment: Environment<Context>,
): Expression<Context> | ExpressionFailure {
  try {
    const { type, run } = compile(parseExpression(source), environment);
    return {
      source,
      type,
      run(context, variables = NO_VARIABLES) {
        try {
          return { value: run(new Frame(context, variables)) };
        } catch (error) {
          if (error instanceof EvaluationError) return { error: error.message };
          throw error;
        }
      },
    };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.inSource(source) };
    throw error;
  }
}
