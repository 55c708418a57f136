/** Functions of bits. */

import { EvaluationError } from "../expression-error.ts";
import { numberOf } from "../value/numbers.ts";
import type { ExpressionValue } from "../value/value.ts";
import { nameOf } from "./arguments.ts";
import type { Builtin } from "./builtins.ts";

const BITS = 64;

function bitsIn(name: string, value: ExpressionValue | undefined): bigint {
  const number = value === undefined ? undefined : numberOf(value);
  if (typeof number === "bigint") return number;
  throw new EvaluationError(`cannot use ${nameOf(value)} as argument (type int) to call ${name}`);
}

function ofBits(name: string, combine: (left: bigint, right: bigint) => bigint): readonly [string, Builtin] {
  return [name, ([left, right]) => BigInt.asIntN(BITS, combine(bitsIn(name, left), bitsIn(name, right)))];
}

function shift(name: string, move: (value: bigint, count: bigint) => bigint): readonly [string, Builtin] {
  return ofBits(name, (value, count) => {
    if (count < 0n) throw new EvaluationError(`invalid operation: negative shift count ${count} (type int)`);
    return move(value, count < BITS ? count : BigInt(BITS));
  });
}

/** By name. */
export const BIT_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ofBits("bitand", (left, right) => left & right),
  ofBits("bitor", (left, right) => left | right),
  ofBits("bitxor", (left, right) => left ^ right),
  ofBits("bitnand", (left, right) => left & ~right),
  shift("bitshl", (value, count) => value << count),
  shift("bitshr", (value, count) => value >> count),
  shift("bitushr", (value, count) => BigInt.asUintN(BITS, value) >> count),
  ["bitnot", ([value]) => ~bitsIn("bitnot", value)],
];
