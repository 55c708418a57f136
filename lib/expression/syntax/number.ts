/** Number literals (expr-lang, with the words of Go's strconv). */
import { quote } from "../../go/quote.ts";
import { parseFloat64 } from "../../go/strconv.ts";

/** A number, or what is said of it. */
export type NumberReading =
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "wrong"; readonly error: string };

const LIMIT = 1n << 63n;
const BASES: readonly { readonly prefix: string; readonly name: string; readonly digits: RegExp }[] = [
  { prefix: "0b", name: "binary", digits: /^[01]+$/ },
  { prefix: "0o", name: "octal", digits: /^[0-7]+$/ },
];

/** Reads what the lexer took for a number. */
export function readNumber(text: string): NumberReading {
  const plain = text.replaceAll("_", "");
  const lower = plain.toLowerCase();
  if (lower.startsWith("0x")) return integer(plain, "hex", /^0x[0-9a-f]+$/.test(lower));
  if (/[.e]/.test(lower)) {
    const reading = parseFloat64(plain);
    if (reading.ok) return { kind: "float", value: reading.value };
    return { kind: "wrong", error: `invalid float literal: ${reading.error}` };
  }
  for (const { prefix, name, digits } of BASES) {
    if (lower.startsWith(prefix)) return integer(plain, name, digits.test(lower.slice(2)));
  }
  return integer(plain, "integer", /^[0-9]+$/.test(plain));
}

function integer(plain: string, name: string, isLegal: boolean): NumberReading {
  const wrong = (why: string): NumberReading => {
    return { kind: "wrong", error: `invalid ${name} literal: strconv.ParseInt: parsing ${quote(plain)}: ${why}` };
  };
  if (!isLegal) return wrong("invalid syntax");
  const value = BigInt(name === "integer" ? plain.replace(/^0+(?=[0-9])/, "") : plain.toLowerCase());
  return value < LIMIT ? { kind: "integer", value } : wrong("value out of range");
}
