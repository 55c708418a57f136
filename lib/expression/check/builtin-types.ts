/** The functions of the language: what they take, and what they give (expr-lang). */

import { PREDICATED } from "../syntax/precedence.ts";
import { ANY, FLOAT, type GoType, goType, INT, LIST, TIME } from "./go-type.ts";

const ASKING = "func([]interface {}, func(interface {}) bool)";
const TEXT_FUNCTION = "func(string) string";
const SPLITTING = ["func(string, string) []string", "func(string, string, int) []string"];
const BITS = ["func(int, int) int"];

/** Functions that take what their Go types say; the first that fits counts. */
const OVERLOADS: Readonly<Record<string, readonly string[]>> = {
  all: [`${ASKING} bool`],
  none: [`${ASKING} bool`],
  any: [`${ASKING} bool`],
  one: [`${ASKING} bool`],
  filter: [`${ASKING} []interface {}`],
  map: ["func([]interface {}, func(interface {}) interface {}) []interface {}"],
  find: [`${ASKING} interface {}`],
  findIndex: [`${ASKING} int`],
  findLast: [`${ASKING} interface {}`],
  findLastIndex: [`${ASKING} int`],
  count: [`${ASKING} int`],
  sum: [`${ASKING} int`],
  groupBy: ["func([]interface {}, func(interface {}) interface {}) map[interface {}][]interface {}"],
  sortBy: ["func([]interface {}, func(interface {}) bool, string) []interface {}"],
  reduce: ["func([]interface {}, func(interface {}, interface {}) interface {}, interface {}) interface {}"],
  string: ["func(interface {}) string"],
  trim: [TEXT_FUNCTION, "func(string, string) string"],
  trimPrefix: ["func(string, string) string", TEXT_FUNCTION],
  trimSuffix: ["func(string, string) string", TEXT_FUNCTION],
  upper: [TEXT_FUNCTION],
  lower: [TEXT_FUNCTION],
  split: SPLITTING,
  splitAfter: SPLITTING,
  replace: ["func(string, string, string, int) string", "func(string, string, string) string"],
  repeat: ["func(string, int) string"],
  join: [
    "func([]string, string) string",
    "func([]interface {}, string) string",
    "func([]interface {}) string",
    "func([]string, string) string",
    "func([]string) string",
  ],
  indexOf: ["func(string, string) int"],
  lastIndexOf: ["func(string, string) int"],
  hasPrefix: ["func(string, string) bool"],
  hasSuffix: ["func(string, string) bool"],
  toJSON: ["func(interface {}) string"],
  fromJSON: ["func(string) interface {}"],
  toBase64: [TEXT_FUNCTION],
  fromBase64: [TEXT_FUNCTION],
  duration: ["func(string) (time.Duration, error)"],
  timezone: ["func(string) (*time.Location, error)"],
  sort: [
    "func([]interface {}, string) []interface {}",
    "func([]int, string) []interface {}",
    "func([]float64, string) []interface {}",
    "func([]string, string) []interface {}",
    "func([]interface {}) []interface {}",
    "func([]float64) []interface {}",
    "func([]string) []interface {}",
    "func([]int) []interface {}",
  ],
  bitand: BITS,
  bitor: BITS,
  bitxor: BITS,
  bitnand: BITS,
  bitshl: BITS,
  bitshr: BITS,
  bitushr: BITS,
  bitnot: ["func(int) int"],
};

/** Types of arguments (undefined is nil) to the type of the result, or what is wrong. */
type Validator = (types: readonly (GoType | undefined)[]) => GoType | string;

/** Functions that look at the types of their arguments themselves. */
const VALIDATORS: Readonly<Record<string, Validator>> = {
  len: single((type) => (fits(type, "array", "map", "slice", "string") ? INT : invalid("len", type))),
  abs: single((type) => (type !== undefined && fits(type, "float", "int") ? type : invalid("abs", type))),
  ceil: rounding("ceil"),
  floor: rounding("floor"),
  round: rounding("round"),
  int: single((type) => (fits(type, "float", "int", "string") ? INT : invalid("int", type))),
  float: single((type) => (fits(type, "float", "int", "string") ? FLOAT : invalid("float", type))),
  max: aggregate("max"),
  min: aggregate("min"),
  mean: aggregate("mean"),
  median: aggregate("median"),
  now: (types) => {
    if (types.length === 0 || (types.length === 1 && types[0]?.text === "*time.Location")) return TIME;
    return `invalid number of arguments (expected 0, got ${types.length})`;
  },
  date: (types) => {
    if (types.length < 1) return `invalid number of arguments (expected at least 1, got ${types.length})`;
    const count = types[0]?.text === "*time.Location" ? types.length - 1 : types.length;
    return count > 3 ? `invalid number of arguments (expected at most 3, got ${count})` : TIME;
  },
  first: single((type) => elementType(type) ?? `cannot get first element from ${written(type)}`),
  last: single((type) => elementType(type) ?? `cannot get last element from ${written(type)}`),
  take: (types) => {
    if (types.length !== 2) return counted(2, types);
    const [list, count] = types;
    if (list === undefined || !fits(list, "slice", "array")) return `cannot take from ${written(list)}`;
    return fits(count, "int") && count?.text !== "uint8" ? list : `cannot take ${written(count)} elements`;
  },
  keys: single((type) => (fits(type, "map") ? LIST : `cannot get keys from ${written(type)}`)),
  values: single((type) => (fits(type, "map") ? LIST : `cannot get values from ${written(type)}`)),
  toPairs: single((type) => (fits(type, "map") ? LIST : `cannot transform ${written(type)} to pairs`)),
  fromPairs: single((type) =>
    fits(type, "slice", "array")
      ? goType("map[interface {}]interface {}")
      : `cannot transform ${written(type)} from pairs`,
  ),
  reverse: ofList("reverse"),
  uniq: ofList("uniq"),
  flatten: ofList("flatten"),
  concat: (types) => {
    if (types.length === 0) return "invalid number of arguments (expected at least 1, got 0)";
    const wrong = types.find((type) => !fits(type, "slice", "array"));
    const isWrong = types.some((type) => !fits(type, "slice", "array"));
    return isWrong ? `cannot concat ${written(wrong)}` : LIST;
  },
};

/** True for a type of one of the kinds, behind pointers too, and for one of which nothing is known. */
function fits(type: GoType | undefined, ...kinds: readonly string[]): boolean {
  const kind = kindOf(type);
  return kind === "interface" || (kind !== undefined && kinds.includes(kind));
}

function kindOf(type: GoType | undefined): string | undefined {
  let pointedAt = type;
  while (pointedAt?.kind === "pointer") pointedAt = pointedAt.element;
  return pointedAt?.kind;
}

/** Go writes so what is no type. */
function written(type: GoType | undefined): string {
  return type?.text ?? "%!s(<nil>)";
}

function invalid(name: string, type: GoType | undefined): string {
  return `invalid argument for ${name} (type ${written(type)})`;
}

function counted(wanted: number, types: readonly unknown[]): string {
  return `invalid number of arguments (expected ${wanted}, got ${types.length})`;
}

function single(validator: (type: GoType | undefined) => GoType | string): Validator {
  return (types) => (types.length === 1 ? validator(types[0]) : counted(1, types));
}

function rounding(name: string): Validator {
  return single((type) => (fits(type, "float", "int") ? FLOAT : invalid(name, type)));
}

function ofList(name: string): Validator {
  return single((type) => (fits(type, "slice", "array") ? LIST : `cannot ${name} ${written(type)}`));
}

function elementType(type: GoType | undefined): GoType | undefined {
  if (kindOf(type) === "interface") return ANY;
  return fits(type, "slice", "array") ? type?.element : undefined;
}

function aggregate(name: string): Validator {
  return (types) => {
    const [first] = types;
    if (types.length === 0) return `not enough arguments to call ${name}`;
    for (const type of types) {
      if (fits(type, "slice", "array")) return ANY;
      if (!fits(type, "int", "float")) return invalid(name, type);
    }
    return first ?? ANY;
  };
}

/** True for the name of a function of the language. CoreDNS has taken `type` out. */
export function isBuiltin(name: string): boolean {
  return Object.hasOwn(OVERLOADS, name) || Object.hasOwn(VALIDATORS, name) || name === "get";
}

/** The types that a function has; none when it looks at its arguments itself. */
export function overloadsOf(name: string): readonly GoType[] {
  return (Object.hasOwn(OVERLOADS, name) ? (OVERLOADS[name] ?? []) : []).map(goType);
}

/** What a function that looks at its arguments itself gives, or what is wrong with them. */
export function validate(name: string, types: readonly (GoType | undefined)[]): GoType | string {
  const validator = Object.hasOwn(VALIDATORS, name) ? VALIDATORS[name] : undefined;
  return validator?.(types) ?? ANY;
}

/** The type of the name of a function that stands without a call. */
export function identifierType(name: string): GoType {
  return overloadsOf(name)[0] ?? goType("func(...interface {}) (interface {}, error)");
}

/** The names of all functions of the language. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(OVERLOADS),
  ...Object.keys(VALIDATORS),
  ...PREDICATED.keys(),
  "get",
]);
