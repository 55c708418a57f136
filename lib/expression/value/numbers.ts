/** Numbers as the language's machine reads values: integers of all sizes are integers (expr-lang, package runtime). */
import { EvaluationError } from "../expression-error.ts";
import { type ExpressionValue, isA, typeOf } from "./value.ts";

const BITS = 64;
const SMALLEST = -(1n << 63n);

/** The number that a value is; undefined for anything else, durations too. */
export function numberOf(value: ExpressionValue): bigint | number | undefined {
  if (typeof value === "bigint" || typeof value === "number") return value;
  return isA(value, "integer") && (value.type === "uint8" || value.type === "int64") ? value.value : undefined;
}

/** An integer; the fraction of a number is dropped. Throws `EvaluationError`. */
export function toInt(value: ExpressionValue): bigint {
  const number = numberOf(value);
  if (number === undefined) throw new EvaluationError(`invalid operation: int(${typeOf(value)})`);
  return typeof number === "bigint" ? number : truncated(number);
}

/** As Go does it: what is out of bounds becomes the smallest integer. */
function truncated(value: number): bigint {
  if (!Number.isFinite(value)) return SMALLEST;
  const whole = BigInt(Math.trunc(value));
  return whole === BigInt.asIntN(BITS, whole) ? whole : SMALLEST;
}
