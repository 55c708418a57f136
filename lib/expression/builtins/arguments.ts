/** Arguments of functions: the value, if it is of the type that the function wants. */
import { EvaluationError } from "../expression-error.ts";
import { type ExpressionValue, isA, typeOf } from "../value/value.ts";

/** A text, as octets. Throws `EvaluationError`. */
export function textIn(value: ExpressionValue | undefined): string {
  if (typeof value === "string") return value;
  throw new EvaluationError(`interface conversion: interface {} is ${nameOf(value)}, not string`);
}

/** What a list holds. Throws `EvaluationError` with the words of the function. */
export function itemsIn(value: ExpressionValue | undefined, doing: string): readonly ExpressionValue[] {
  if (value !== undefined && isA(value, "list")) return value.items;
  if (value !== undefined && isA(value, "bytes"))
    return [...value.octets].map((octet) => ({ kind: "integer", type: "uint8", value: BigInt(octet.charCodeAt(0)) }));
  throw new EvaluationError(`cannot ${doing} ${kindOf(value)}`);
}

/** What Go calls the kind of a value. */
export function kindOf(value: ExpressionValue | undefined): string {
  if (value === undefined || value === null) return "invalid";
  if (isA(value, "list")) return value.type.startsWith("[]") ? "slice" : "array";
  if (isA(value, "map")) return "map";
  if (isA(value, "bytes")) return "slice";
  return typeOf(value);
}

/** The type in complaints about it. */
export function nameOf(value: ExpressionValue | undefined): string {
  return value === undefined || value === null ? "nil" : typeOf(value);
}
