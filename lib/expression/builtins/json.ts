/** JSON as the functions toJSON and fromJSON have it (Go, encoding/json). */

import { parseJson } from "../../go/json.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { writeBase64 } from "../../text/base.ts";
import { octetBytes, utf8Octets } from "../../text/octets.ts";
import { EvaluationError } from "../expression-error.ts";
import { formatTime, LAYOUT_OF_JSON } from "../time/time-format.ts";
import { type ExpressionValue, listOf, type MapValue, mapOf, typeOf } from "../value/value.ts";

/** Reads a text; numbers become floating-point numbers. Throws `EvaluationError`. */
export function readJson(octets: string): ExpressionValue {
  const reading = parseJson(textOfOctets(octets));
  if (!reading.ok) throw new EvaluationError(reading.error);
  return parsedValue(reading.value);
}

function parsedValue(value: unknown): ExpressionValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return utf8Octets(value.toWellFormed());
  if (typeof value === "number") {
    if (Number.isFinite(value)) return value;
    throw new EvaluationError("json: cannot unmarshal number into Go value of type float64");
  }
  if (Array.isArray(value)) return listOf(value.map(parsedValue));
  return mapOf(
    Object.entries(Object(value)).map(([key, item]) => [utf8Octets(key.toWellFormed()), parsedValue(item)] as const),
  );
}

/** Writes a value, two blanks deeper at each level. Throws `EvaluationError` for what JSON has no form for. */
export function writeJson(value: ExpressionValue, indent = ""): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
    case "bigint":
      return String(value);
    case "number":
      if (!Number.isFinite(value)) throw new EvaluationError(`json: unsupported value: ${value}`);
      return Object.is(value, -0) ? "-0" : String(value);
    case "string":
      return writeText(value);
  }
  const deeper = `${indent}  `;
  switch (value.kind) {
    case "list":
      return block(
        "[]",
        value.items.map((item) => writeJson(item, deeper)),
        indent,
      );
    case "map":
      return block("{}", pairsOf(value, deeper), indent);
    case "integer":
      return String(value.value);
    case "bytes":
      return `"${writeBase64(octetBytes(value.octets))}"`;
    case "time":
      return `"${formatTime(value, LAYOUT_OF_JSON)}"`;
    case "zone":
      return "{}";
    case "function":
      throw new EvaluationError(`json: unsupported type: ${typeOf(value)}`);
  }
}

function block(brackets: string, lines: readonly string[], indent: string): string {
  if (lines.length === 0) return brackets;
  return `${brackets.charAt(0)}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${brackets.charAt(1)}`;
}

function pairsOf({ type, entries }: MapValue, indent: string): readonly string[] {
  if (type.startsWith("map[interface")) throw new EvaluationError(`json: unsupported type: ${type}`);
  const values = new Map([...entries].map(([key, value]) => [String(key), value] as const));
  return [...values.keys()].sort().map((key) => `${writeText(key)}: ${writeJson(values.get(key) ?? null, indent)}`);
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** In quotes; what means something to HTML is escaped too. */
function writeText(octets: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped.
  const escaped = textOfOctets(octets).replace(/["\\<>&\u2028\u2029\x00-\x1f]/g, (character) => {
    return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return utf8Octets(`"${escaped}"`);
}
