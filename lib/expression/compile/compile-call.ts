/** Calls of functions that are values: those of the environment, methods, and what stands in maps. */

import { goType, type Signature } from "../check/go-type.ts";
import { EvaluationError } from "../expression-error.ts";
import type { CallNode } from "../syntax/node.ts";
import { type ExpressionValue, isA, typeOf } from "../value/value.ts";
import type { Compiler } from "./compile.ts";
import type { Compute } from "./frame.ts";

/** A function that computes the arguments, then what is called, and calls it. */
export function compileCall<Context>(compiler: Compiler<Context>, node: CallNode): Compute<Context> {
  const operands = node.operands.map((operand) => compiler.compile(operand));
  const known = node.callee.kind === "identifier" ? compiler.functionOf(node.callee.name) : undefined;
  if (known !== undefined) {
    const { signature } = goType(known.type);
    return (frame) => {
      const values = operands.map((operand) => operand(frame));
      return known.call(frame.occasion.context, passed(values, signature));
    };
  }
  const callee = compiler.compile(node.callee);
  return (frame) => {
    const values = operands.map((operand) => operand(frame));
    const target = callee(frame);
    if (target === null) throw new EvaluationError("invalid operation: cannot call nil");
    if (!isA(target, "function"))
      throw new EvaluationError(`invalid operation: cannot call non-function of type ${typeOf(target)}`);
    return target.call(passed(values, goType(target.type).signature));
  };
}

/** The arguments as the function gets them. Throws `EvaluationError` when they do not fit. */
function passed(values: readonly ExpressionValue[], signature: Signature | undefined): readonly ExpressionValue[] {
  const parameters = signature?.parameters ?? [];
  if (values.length !== parameters.length) {
    const counts = `expected ${parameters.length}, got ${values.length}`;
    throw new EvaluationError(`invalid number of arguments: ${counts}`);
  }
  return values.map((value, at) => {
    const wanted = parameters[at]?.text ?? "interface {}";
    // Functions of two texts are called in a way that makes an empty text of nil.
    if (value === null && wanted === "string" && parameters.length === 2) return "";
    if (wanted === "interface {}" || wanted === typeOf(value)) return value;
    throw new EvaluationError(`reflect: Call using ${typeOf(value)} as type ${wanted}`);
  });
}
