/** Operators and the functions with predicates, as the grammar knows them (expr-lang). */

/** How strongly operators between two operands bind; `**` and `^` from right to left. */
export const BINARY: ReadonlyMap<string, number> = new Map([
  ["|", 0],
  ...["or", "||"].map((operator) => [operator, 10] as const),
  ...["and", "&&"].map((operator) => [operator, 15] as const),
  ...["==", "!=", "<", ">", ">=", "<=", "in", "matches", "contains", "startsWith", "endsWith"].map(
    (operator) => [operator, 20] as const,
  ),
  ["..", 25],
  ...["+", "-"].map((operator) => [operator, 30] as const),
  ...["*", "/", "%"].map((operator) => [operator, 60] as const),
  ...["**", "^"].map((operator) => [operator, 100] as const),
  ["??", 500],
]);
/** How strongly operators before an operand bind. */
export const UNARY: ReadonlyMap<string, number> = new Map([
  ["not", 50],
  ["!", 50],
  ["-", 90],
  ["+", 90],
]);
/** Operators that `not` may stand before. */
export const NEGATABLE: ReadonlySet<string> = new Set(["in", "matches", "contains", "startsWith", "endsWith"]);
/** Operators that may follow each other. */
export const COMPARISONS: ReadonlySet<string> = new Set(["<", ">", ">=", "<="]);
/** Functions whose last argument is computed for each element. */
export const PREDICATED: ReadonlySet<string> = new Set([
  "all",
  "none",
  "any",
  "one",
  "filter",
  "map",
  "count",
  "sum",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "groupBy",
  "sortBy",
  "reduce",
]);
