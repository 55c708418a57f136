/** Number literals. */
import { readInteger } from "../template/number.ts";
import { ExpressionError } from "./expression-error.ts";
import type { Token } from "./lexer.ts";

const MAX_INT = 0x7fff_ffff_ffff_ffffn;

/** An integer or a floating-point number. Throws `ExpressionError`. */
export function readNumber({ text, position }: Token): bigint | number {
  const plain = text.replaceAll("_", "");
  if (/^0[xXoObB]/.test(plain) || /^[0-9]+$/.test(plain)) {
    const value = readInteger(/^0[xXoObB]/.test(plain) ? plain : plain.replace(/^0+(?=[0-9])/, ""));
    if (value === undefined) throw new ExpressionError(`invalid integer literal: ${text}`, position);
    if (value > MAX_INT) {
      const message = `invalid integer literal: strconv.ParseInt: parsing "${plain}": value out of range`;
      throw new ExpressionError(message, position + text.length - 1);
    }
    return value;
  }
  const value = Number(plain);
  if (!Number.isFinite(value)) throw new ExpressionError("float literal is too large", position);
  return value;
}
