/** The functions of the language that take values (expr-lang). Those about time, JSON and bits are not here yet. */
import { formatFloat } from "../template/format-value.ts";
import { EvaluationError } from "./expression-error.ts";
import { type ExpressionValue, isEqual, isList, isMap, isNumber, type Type, typeOf } from "./value.ts";

/** A function: how many arguments, what they may be, and what it gives. */
export interface Builtin {
  readonly min: number;
  readonly max: number;
  /** Types of the arguments in order; those beyond the last are of its type. */
  readonly takes: readonly (readonly Type[])[];
  readonly gives: Type;
  /** True for those that are Go functions of texts: the checker words its complaints otherwise. */
  readonly isPlain?: boolean;
  call(values: readonly ExpressionValue[]): ExpressionValue;
}

const TEXT: readonly Type[] = ["string"];
const NUMBER: readonly Type[] = ["int", "float64"];
const LIST: readonly Type[] = ["array"];
const ANYTHING: readonly Type[] = ["bool", "int", "float64", "string", "nil", "array", "map"];

function text(value: ExpressionValue | undefined): string {
  if (typeof value !== "string") throw new EvaluationError(`cannot use ${typeOf(value ?? null)} as string`);
  return value;
}

function list(value: ExpressionValue | undefined): readonly ExpressionValue[] {
  if (value === undefined || !isList(value)) throw new EvaluationError(`cannot use ${typeOf(value ?? null)} as array`);
  return value;
}

function whole(value: ExpressionValue | undefined): number {
  if (typeof value !== "bigint") throw new EvaluationError(`cannot use ${typeOf(value ?? null)} as int`);
  return Number(value);
}

/** A function of texts. */
function ofTexts(count: number, gives: Type, call: (...texts: readonly string[]) => ExpressionValue): Builtin {
  return { min: count, max: count, takes: [TEXT], gives, isPlain: true, call: (values) => call(...values.map(text)) };
}

function rounding(round: (value: number) => number): Builtin {
  return { min: 1, max: 1, takes: [NUMBER], gives: "float64", call: ([value]) => round(Number(value)) };
}

function trimming(trim: (value: string, characters: string) => string): Builtin {
  return {
    min: 1,
    max: 2,
    takes: [TEXT],
    gives: "string",
    call: ([value, characters]) => trim(text(value), characters === undefined ? " \t\n\v\f\r" : text(characters)),
  };
}

function trimBoth(value: string, characters: string): string {
  let [start, end] = [0, value.length];
  while (start < end && characters.includes(value.charAt(start))) start++;
  while (end > start && characters.includes(value.charAt(end - 1))) end--;
  return value.slice(start, end);
}

const MAX_TEXT = 1_000_000;

function repeat(value: string, times: number): string {
  if (times < 0 || value.length * times > MAX_TEXT) throw new EvaluationError("memory budget exceeded");
  return value.repeat(times);
}

/** `n` as in Go's SplitN: at most so many parts. */
function split(value: string, separator: string, limit: number): readonly string[] {
  const parts = value.split(separator);
  if (limit < 0 || parts.length <= limit) return parts;
  return limit === 0 ? [] : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function replace(value: string, [from, to]: readonly [string, string], limit: number): string {
  if (limit < 0) return value.replaceAll(from, () => to);
  const parts = split(value, from, limit + 1);
  return parts.join(to);
}

function length(value: ExpressionValue | undefined): bigint {
  if (typeof value === "string") return BigInt([...value].length);
  if (value !== undefined && isList(value)) return BigInt(value.length);
  if (value !== undefined && isMap(value)) return BigInt(value.entries.size);
  throw new EvaluationError(`invalid argument for len (type ${typeOf(value ?? null)})`);
}

function toInteger(value: ExpressionValue | undefined): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return BigInt.asIntN(64, BigInt(Math.trunc(value)));
  if (typeof value === "string" && /^[-+]?[0-9]+$/.test(value)) return BigInt(value.replace("+", ""));
  throw new EvaluationError(`invalid operation: int(${String(value)})`);
}

function toFloat(value: ExpressionValue | undefined): number {
  if (value !== undefined && isNumber(value)) return Number(value);
  const number = typeof value === "string" && value.trim() === value && value !== "" ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new EvaluationError(`invalid operation: float(${String(value)})`);
  return number;
}

/** A value as fmt.Sprintf("%v") writes it. */
export function toText(value: ExpressionValue | undefined): string {
  if (value === null || value === undefined) return "<nil>";
  if (isList(value)) return `[${value.map(toText).join(" ")}]`;
  if (isMap(value)) return `map[${[...value.entries].map(([key, item]) => `${key}:${toText(item)}`).join(" ")}]`;
  return typeof value === "number" ? formatFloat(value, "g", -1) : String(value);
}

function extreme(isBetter: (left: bigint | number, right: bigint | number) => boolean): Builtin {
  return {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    takes: [[...NUMBER, "array"]],
    gives: "any",
    call: (values) =>
      values
        .flatMap((value) => (isList(value) ? value : [value]))
        .reduce((best, value) => {
          if (!isNumber(best) || !isNumber(value))
            throw new EvaluationError(`invalid argument (type ${typeOf(value)})`);
          return isBetter(value, best) ? value : best;
        }),
  };
}

function sortedBy(values: readonly ExpressionValue[], direction: number): readonly ExpressionValue[] {
  return [...values].sort((left, right) => {
    const areTexts = typeof left === "string" && typeof right === "string";
    if (!areTexts && !(isNumber(left) && isNumber(right))) throw new EvaluationError(`cannot sort ${typeOf(left)}`);
    return left < right ? -direction : left > right ? direction : 0;
  });
}

/** All functions by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["len", { min: 1, max: 1, takes: [["string", "array", "map"]], gives: "int", call: ([value]) => length(value) }],
  ["int", { min: 1, max: 1, takes: [[...NUMBER, "string"]], gives: "int", call: ([value]) => toInteger(value) }],
  ["float", { min: 1, max: 1, takes: [[...NUMBER, "string"]], gives: "float64", call: ([value]) => toFloat(value) }],
  ["string", { min: 1, max: 1, takes: [ANYTHING], gives: "string", call: ([value]) => toText(value) }],
  [
    "abs",
    {
      min: 1,
      max: 1,
      takes: [NUMBER],
      gives: "any",
      call: ([value]) => (typeof value === "bigint" ? (value < 0n ? -value : value) : Math.abs(Number(value))),
    },
  ],
  ["ceil", rounding(Math.ceil)],
  ["floor", rounding(Math.floor)],
  ["round", rounding((value) => Math.sign(value) * Math.round(Math.abs(value)))],
  ["max", extreme((left, right) => left > right)],
  ["min", extreme((left, right) => left < right)],
  ["trim", trimming(trimBoth)],
  [
    "trimPrefix",
    ofTexts(2, "string", (value = "", prefix = "") => (value.startsWith(prefix) ? value.slice(prefix.length) : value)),
  ],
  [
    "trimSuffix",
    ofTexts(2, "string", (value = "", suffix = "") =>
      value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value,
    ),
  ],
  ["upper", ofTexts(1, "string", (value = "") => value.toUpperCase())],
  ["lower", ofTexts(1, "string", (value = "") => value.toLowerCase())],
  ["hasPrefix", ofTexts(2, "bool", (value = "", prefix = "") => value.startsWith(prefix))],
  ["hasSuffix", ofTexts(2, "bool", (value = "", suffix = "") => value.endsWith(suffix))],
  ["indexOf", ofTexts(2, "int", (value = "", part = "") => BigInt(value.indexOf(part)))],
  ["lastIndexOf", ofTexts(2, "int", (value = "", part = "") => BigInt(value.lastIndexOf(part)))],
  [
    "repeat",
    {
      min: 2,
      max: 2,
      takes: [TEXT, ["int"]],
      gives: "string",
      call: ([value, times]) => repeat(text(value), whole(times)),
    },
  ],
  [
    "split",
    {
      min: 2,
      max: 3,
      takes: [TEXT, TEXT, ["int"]],
      gives: "array",
      call: ([value, separator, limit]) => split(text(value), text(separator), limit === undefined ? -1 : whole(limit)),
    },
  ],
  [
    "replace",
    {
      min: 3,
      max: 4,
      takes: [TEXT, TEXT, TEXT, ["int"]],
      gives: "string",
      call: ([value, from, to, limit]) =>
        replace(text(value), [text(from), text(to)], limit === undefined ? -1 : whole(limit)),
    },
  ],
  [
    "join",
    {
      min: 1,
      max: 2,
      takes: [LIST, TEXT],
      gives: "string",
      call: ([values, separator]) =>
        list(values)
          .map(text)
          .join(separator === undefined ? "" : text(separator)),
    },
  ],
  ["first", { min: 1, max: 1, takes: [LIST], gives: "any", call: ([values]) => list(values)[0] ?? null }],
  ["last", { min: 1, max: 1, takes: [LIST], gives: "any", call: ([values]) => list(values).at(-1) ?? null }],
  [
    "take",
    {
      min: 2,
      max: 2,
      takes: [LIST, ["int"]],
      gives: "array",
      call: ([values, count]) => list(values).slice(0, whole(count)),
    },
  ],
  ["reverse", { min: 1, max: 1, takes: [LIST], gives: "array", call: ([values]) => list(values).toReversed() }],
  [
    "concat",
    { min: 1, max: Number.POSITIVE_INFINITY, takes: [LIST], gives: "array", call: (values) => values.flatMap(list) },
  ],
  [
    "uniq",
    {
      min: 1,
      max: 1,
      takes: [LIST],
      gives: "array",
      call: ([values]) =>
        list(values).filter((value, at, all) => all.findIndex((other) => isEqual(other, value)) === at),
    },
  ],
  [
    "sort",
    {
      min: 1,
      max: 2,
      takes: [LIST, TEXT],
      gives: "array",
      call: ([values, order]) => sortedBy(list(values), order === "desc" ? -1 : 1),
    },
  ],
  [
    "keys",
    {
      min: 1,
      max: 1,
      takes: [["map"]],
      gives: "array",
      call: ([value]) => (value !== undefined && isMap(value) ? [...value.entries.keys()] : []),
    },
  ],
  [
    "values",
    {
      min: 1,
      max: 1,
      takes: [["map"]],
      gives: "array",
      call: ([value]) => (value !== undefined && isMap(value) ? [...value.entries.values()] : []),
    },
  ],
]);

/** Functions of the language that this engine does not run yet. */
export const MISSING: ReadonlySet<string> = new Set(
  (
    "type splitAfter mean median toJSON fromJSON toBase64 fromBase64 now duration date timezone get toPairs fromPairs flatten " +
    "groupBy sortBy bitnot bitand bitor bitxor bitnand bitshl bitshr bitushr"
  ).split(" "),
);
