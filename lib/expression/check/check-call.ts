/** Calls of functions and methods: how many arguments, and of what types (expr-lang's checker). */

import { ExpressionError } from "../expression-error.ts";
import type { BuiltinNode, CallNode, ExpressionNode } from "../syntax/node.ts";
import { overloadsOf, validate } from "./builtin-types.ts";
import type { Checker } from "./checker.ts";
import { ANY, type GoType, type Signature } from "./go-type.ts";
import { dereferenced, isAssignable, isInteger, isUnknown, type Nature, natureOf, textOf, UNKNOWN } from "./nature.ts";

/** The nature of what a call gives. Throws `ExpressionError`. */
export function checkCall(checker: Checker, node: CallNode): Nature {
  const { callee } = node;
  const known = checker.natures.get(node);
  if (known !== undefined && !isUnknown(known)) return known;
  if (callee.kind === "identifier" && callee.name === "$env")
    checker.fail(node, "map[string]interface {} is not callable");
  const nature = checker.visit(callee);
  if (isUnknown(nature)) return UNKNOWN;
  if (nature.builtin !== undefined) return checkFunction(checker, node, nature.builtin);
  const name = nameOf(callee);
  if (nature.isNil === true) checker.fail(node, `${name} is nil; cannot call nil as function`);
  if (nature.type?.signature === undefined) return checker.fail(node, `${textOf(nature)} is not callable`);
  const result = checkArguments(checker, node, { name, signature: nature.type.signature, isMethod: nature.isMethod });
  if (result instanceof ExpressionError) throw result;
  return result;
}

function nameOf(callee: CallNode["callee"]): string {
  if (callee.kind === "identifier") return callee.name;
  return callee.key.kind === "string" ? callee.key.value : "function";
}

/** A call of a function of the language that takes values. Throws `ExpressionError`. */
export function checkFunction(checker: Checker, node: BuiltinNode | CallNode, name: string): Nature {
  const overloads = overloadsOf(name);
  if (overloads.length === 0) {
    const types = node.operands.map((operand) => argumentType(checker.visit(operand)));
    const result = validate(name, types);
    return typeof result === "string" ? checker.fail(node, result) : natureOf(result);
  }
  let last: ExpressionError | undefined;
  for (const { signature } of overloads) {
    if (signature === undefined) continue;
    const result = checkArguments(checker, node, { name, signature });
    if (!(result instanceof ExpressionError)) return result;
    last = result;
  }
  throw last ?? new ExpressionError(`no matching overload for ${name}`, node.position);
}

function argumentType(nature: Nature): GoType | undefined {
  return isUnknown(nature) ? ANY : nature.type;
}

interface Callable {
  readonly name: string;
  readonly signature: Signature;
  readonly isMethod?: boolean | undefined;
}

/** What a call gives, or why it does not fit. */
function checkArguments(
  checker: Checker,
  node: BuiltinNode | CallNode,
  { name, signature, isMethod = false }: Callable,
): Nature | ExpressionError {
  const { results } = signature;
  const wrong = (message: string, at: ExpressionNode = node): ExpressionError =>
    new ExpressionError(message, at.position);
  if (results.length > 2) return wrong(`func ${name} returns more then two values`);
  const parameters = signature.parameters.slice(isMethod ? 1 : 0);
  const count = node.operands.length;
  if (count !== parameters.length) {
    for (const operand of node.operands) checker.visit(operand);
    return wrong(`${parameters[count] === undefined ? "too many" : "not enough"} arguments to call ${name}`);
  }
  for (const [at, operand] of node.operands.entries()) {
    const wanted = natureOf(parameters[at]);
    const given = checker.visit(operand);
    if (given.isNil === true) {
      if (wanted.type?.kind === "pointer" || wanted.type?.kind === "interface") continue;
      return wrong(`cannot use nil as argument (type ${textOf(wanted)}) to call ${name}`, operand);
    }
    // Integers of other sizes are taken as they are.
    if (isInteger(wanted) && isInteger(given)) continue;
    const fits = isAssignable(given, wanted) || isAssignable(dereferenced(given), wanted) || isUnknown(given);
    if (!fits)
      return wrong(`cannot use ${textOf(given)} as argument (type ${textOf(wanted)}) to call ${name} `, operand);
  }
  return natureOf(results[0]);
}
