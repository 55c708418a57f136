/** Operators, and what stands in the brackets of functions with predicates, as the grammar knows them (expr-lang). */

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

/** An argument of a function with a predicate. */
export interface PredicateArgument {
  readonly isPredicate: boolean;
  readonly optional: boolean;
}

const VALUE: PredicateArgument = { isPredicate: false, optional: false };
const PREDICATE: PredicateArgument = { isPredicate: true, optional: false };
const OPTIONAL_PREDICATE: PredicateArgument = { isPredicate: true, optional: true };
const OPTIONAL_VALUE: PredicateArgument = { isPredicate: false, optional: true };

/** Functions that compute something for each element, and their arguments. */
export const PREDICATED: ReadonlyMap<string, readonly PredicateArgument[]> = new Map<
  string,
  readonly PredicateArgument[]
>([
  ..."all none any one filter map find findIndex findLast findLastIndex groupBy"
    .split(" ")
    .map((name) => [name, [VALUE, PREDICATE]] as const),
  ["count", [VALUE, OPTIONAL_PREDICATE]],
  ["sum", [VALUE, OPTIONAL_PREDICATE]],
  ["sortBy", [VALUE, PREDICATE, OPTIONAL_VALUE]],
  ["reduce", [VALUE, PREDICATE, OPTIONAL_VALUE]],
]);
