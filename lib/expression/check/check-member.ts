/** Members, elements and slices (expr-lang's checker). */

import type { MemberNode, SliceNode } from "../syntax/node.ts";
import type { Checker } from "./checker.ts";
import {
  dereferenced,
  elementOf,
  isArray,
  isAssignable,
  isInteger,
  isMapNature,
  isUnknown,
  methodNature,
  type Nature,
  natureOf,
  textOf,
  UNKNOWN,
} from "./nature.ts";

/** The nature of a member. Throws `ExpressionError`. */
export function checkMember(checker: Checker, node: MemberNode): Nature {
  if (node.of.kind === "identifier" && node.of.name === "$env") return checkEnvironmentMember(checker, node);
  const given = checker.visit(node.of);
  const key = checker.visit(node.key);
  if (isUnknown(given)) return UNKNOWN;
  const name = node.key.kind === "string" ? node.key.value : undefined;
  if (name !== undefined) {
    if (given.isNil === true) checker.fail(node, `type nil has no field ${name}`);
    const method = methodNature(given, name);
    if (method !== undefined) return method;
  }
  const base = dereferenced(given);
  if (isMapNature(base)) return checkMapKey(checker, node, [base, key]);
  if (isArray(base)) {
    const index = dereferenced(key);
    if (!isInteger(index) && !isUnknown(index))
      checker.fail(node.key, `array elements can only be selected using an integer (got ${textOf(index)})`);
    return elementOf(base);
  }
  const type = textOf(base);
  if (name === undefined) return checker.fail(node, `type ${type}[${textOf(key)}] is undefined`);
  return checker.fail(node, `type ${type} has no ${node.isCalled ? "method" : "field"} ${name}`);
}

/** `$env.name`; what is written in another way is found when the expression is computed. */
function checkEnvironmentMember(checker: Checker, node: MemberNode): Nature {
  if (node.key.kind !== "string") return UNKNOWN;
  const known = checker.ofEnvironment(node.key.value);
  if (known === undefined && !node.optional) checker.fail(node, `unknown name ${node.key.value}`);
  return known ?? UNKNOWN;
}

function checkMapKey(checker: Checker, node: MemberNode, [base, key]: readonly [Nature, Nature]): Nature {
  const wanted = natureOf(base.type?.key);
  const pointedAt = dereferenced(key);
  const given = !isAssignable(key, wanted) && isAssignable(pointedAt, wanted) ? pointedAt : key;
  if (!isAssignable(given, wanted) && !isUnknown(given))
    checker.fail(node.key, `cannot use ${textOf(given)} to get an element from ${textOf(base)}`);
  return elementOf(base);
}

/** The nature of a slice. Throws `ExpressionError`. */
export function checkSlice(checker: Checker, node: SliceNode): Nature {
  const base = checker.visit(node.of);
  if (isUnknown(base)) return UNKNOWN;
  if (base.type?.kind !== "string" && !isArray(base)) checker.fail(node, `cannot slice ${textOf(base)}`);
  for (const end of [node.from, node.to]) {
    if (end === undefined) continue;
    const index = dereferenced(checker.visit(end));
    if (!isInteger(index) && !isUnknown(index)) checker.fail(end, `non-integer slice index ${textOf(index)}`);
  }
  return base;
}
