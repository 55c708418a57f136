/** Go's types as the checker of expressions tells them apart, read from the way that Go writes them. */

/** What a type is made of. */
type GoKind =
  | "bool"
  | "int"
  | "float"
  | "string"
  | "interface"
  | "slice"
  | "array"
  | "map"
  | "func"
  | "struct"
  | "pointer";

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly GoType[];
  readonly results: readonly GoType[];
}

/** A type; two of the same text are the same type. */
export interface GoType {
  readonly kind: GoKind;
  /** As Go writes it: `[]interface {}`, `func(string) (bool, error)`. */
  readonly text: string;
  /** True for a type that is more than its kind: `time.Duration`, `time.Month`. */
  readonly isNamed?: boolean;
  /** Of slices, arrays, maps and pointers. */
  readonly element?: GoType;
  readonly key?: GoType;
  readonly signature?: Signature;
}

const BASIC: ReadonlyMap<string, GoKind> = new Map<string, GoKind>([
  ["bool", "bool"],
  ["int", "int"],
  ["int64", "int"],
  ["uint8", "int"],
  ["float64", "float"],
  ["string", "string"],
  ["struct {}", "struct"],
  ["interface {}", "interface"],
  ["error", "interface"],
]);
const NAMED: ReadonlyMap<string, GoKind> = new Map<string, GoKind>([
  ["time.Time", "struct"],
  ["time.Location", "struct"],
  ["time.Duration", "int"],
  ["time.Month", "int"],
  ["time.Weekday", "int"],
]);

const known = new Map<string, GoType>();

/** The type that Go writes so. Throws when it is none of those that expressions meet. */
export function goType(text: string): GoType {
  const before = known.get(text);
  if (before !== undefined) return before;
  const type = read(text);
  known.set(text, type);
  return type;
}

function read(text: string): GoType {
  const basic = BASIC.get(text);
  if (basic !== undefined) return { kind: basic, text };
  const named = NAMED.get(text);
  if (named !== undefined) return { kind: named, text, isNamed: true };
  if (text.startsWith("func(")) return { kind: "func", text, signature: readSignature(text) };
  if (text.startsWith("[]")) return { kind: "slice", text, element: goType(text.slice(2)) };
  if (text.startsWith("*")) return { kind: "pointer", text, element: goType(text.slice(1)) };
  if (text.startsWith("[")) {
    return { kind: "array", text, element: goType(text.slice(text.indexOf("]") + 1)) };
  }
  if (text.startsWith("map[")) {
    const end = text.indexOf("]");
    return { kind: "map", text, key: goType(text.slice(4, end)), element: goType(text.slice(end + 1)) };
  }
  throw new Error(`no such type: ${text}`);
}

function readSignature(text: string): Signature {
  const close = closing(text, "func".length);
  const parameters = parts(text.slice("func(".length, close));
  const rest = text.slice(close + 1).trim();
  const results = parts(rest.startsWith("(") ? rest.slice(1, -1) : rest);
  return {
    parameters: parameters.map((parameter) => goType(parameter.replace("...", "[]"))),
    results: results.map(goType),
  };
}

/** The place of the bracket that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; ; at++) {
    if (text.charAt(at) === "(") depth++;
    if (text.charAt(at) === ")" && --depth === 0) return at;
  }
}

/** What stands between the commas that are in no brackets. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let part = "";
  let depth = 0;
  for (const sign of text) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) found.push(part.trim());
    part = sign === "," && depth === 0 ? "" : part + sign;
  }
  return part === "" ? found : [...found, part.trim()];
}

export const ANY: GoType = goType("interface {}");
export const BOOL: GoType = goType("bool");
export const INT: GoType = goType("int");
export const FLOAT: GoType = goType("float64");
export const STRING: GoType = goType("string");
export const LIST: GoType = goType("[]interface {}");
export const TIME: GoType = goType("time.Time");
export const DURATION: GoType = goType("time.Duration");
