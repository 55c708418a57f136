/** Operators that do more than look at two values. */
import { compileRegex } from "../../go/regex.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { EvaluationError, ExpressionError } from "../expression-error.ts";
import type { StringNode } from "../syntax/node.ts";
import { toInt } from "../value/numbers.ts";
import { applyBinary, regexMatches } from "../value/operators.ts";
import { listOf, typeOf } from "../value/value.ts";
import { isTrue } from "./compile.ts";
import type { Compute } from "./frame.ts";

/** `and`, `or`: the right side is not computed when the left one decides. */
export function compileLogical<Context>(
  operator: string,
  left: Compute<Context>,
  right: Compute<Context>,
): Compute<Context> {
  const decides = operator === "or" || operator === "||";
  return (frame) => (isTrue(left(frame)) === decides ? decides : right(frame));
}

interface Sides<Context> {
  readonly left: Compute<Context>;
  readonly right: Compute<Context>;
  /** The type that both are known to have. */
  readonly type: string | undefined;
}

/** `==`, `!=`; two integers or two texts must be there, nil is a mistake. */
export function compileEquality<Context>(operator: string, { left, right, type }: Sides<Context>): Compute<Context> {
  if (type !== "int" && type !== "string") return (frame) => applyBinary(operator, left(frame), right(frame));
  return (frame) => {
    const [first, second] = [left(frame), right(frame)];
    for (const value of [first, second]) {
      if (typeOf(value) === type) continue;
      const given = value === null ? "nil" : typeOf(value);
      throw new EvaluationError(`interface conversion: interface {} is ${given}, not ${type}`);
    }
    return (first === second) === (operator === "==");
  };
}

/** `1..3`: all integers from one to another. */
export function compileRange<Context>(left: Compute<Context>, right: Compute<Context>): Compute<Context> {
  return (frame) => {
    const [from, to] = [toInt(left(frame)), toInt(right(frame))];
    const count = to < from ? 0 : Number(to - from) + 1;
    frame.spend(count);
    return listOf(
      Array.from({ length: count }, (_, at) => from + BigInt(at)),
      "[]int",
    );
  };
}

/** `matches`; a pattern that is written as a text is compiled once. Throws `ExpressionError`. */
export function compileMatch<Context>(
  left: Compute<Context>,
  right: Compute<Context>,
  literal: StringNode | undefined,
): Compute<Context> {
  if (literal === undefined) {
    return (frame) => {
      const [text, pattern] = [left(frame), right(frame)];
      if (text === null || pattern === null) return false;
      if (typeof pattern !== "string") throw new EvaluationError("interface conversion: interface {} is not string");
      const regex = compileRegex(textOfOctets(pattern));
      if (!regex.ok) throw new EvaluationError(regex.error);
      return regexMatches(regex.value, text);
    };
  }
  const regex = compileRegex(textOfOctets(literal.value));
  if (!regex.ok) throw new ExpressionError(regex.error, literal.position);
  return (frame) => {
    const text = left(frame);
    return text === null ? false : regexMatches(regex.value, text);
  };
}
