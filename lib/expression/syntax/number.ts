/** Number literals (expr-lang, with the words of Go's strconv). */
import { parseBigInt, parseFloat64 } from "../../go/strconv.ts";

/** A number, or what is said of it. */
export type NumberReading =
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "wrong"; readonly error: string };

const BASES: readonly { readonly prefix: string; readonly name: string }[] = [
  { prefix: "0b", name: "binary" },
  { prefix: "0o", name: "octal" },
];

/** Reads what the lexer took for a number. */
export function readNumber(text: string): NumberReading {
  const plain = text.replaceAll("_", "");
  const lower = plain.toLowerCase();
  if (lower.startsWith("0x")) return integer(plain, "hex", 0);
  if (/[.e]/.test(lower)) {
    const reading = parseFloat64(plain);
    if (reading.ok) return { kind: "float", value: reading.value };
    return { kind: "wrong", error: `invalid float literal: ${reading.error}` };
  }
  const prefixed = BASES.find(({ prefix }) => lower.startsWith(prefix));
  return prefixed === undefined ? integer(plain, "integer", 10) : integer(plain, prefixed.name, 0);
}

function integer(plain: string, name: string, base: number): NumberReading {
  const reading = parseBigInt(plain, base, 64);
  return reading.ok
    ? { kind: "integer", value: reading.value }
    : { kind: "wrong", error: `invalid ${name} literal: ${reading.error}` };
}
