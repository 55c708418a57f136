/** Operators, and what stands in the brackets of functions with predicates, as the grammar knows them (expr-lang). */

/** Operators from those that bind least to those that bind most. */
const LEVELS: readonly { readonly between?: string; readonly before?: string }[] = [
  { between: "|" },
  { between: "or ||" },
  { between: "and &&" },
  { between: "== != < > >= <= in matches contains startsWith endsWith" },
  { between: ".." },
  { between: "+ -" },
  { before: "not !" },
  { between: "* / %" },
  { before: "- +" },
  { between: "** ^" },
  { between: "??" },
];

function levelsOf(place: "between" | "before"): ReadonlyMap<string, number> {
  return new Map(
    LEVELS.flatMap((level, strength) =>
      (level[place]?.split(" ") ?? []).map((operator) => [operator, strength] as const),
    ),
  );
}

/** How strongly operators between two operands bind; `**` and `^` from right to left. */
export const BINARY = levelsOf("between");
/** How strongly operators before an operand bind. */
export const UNARY = levelsOf("before");
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
