/** Names that a variable may not have: what expressions know already (CoreDNS, pkg/expression; expr-lang's own words). */

/** What CoreDNS gives to expressions. */
const ENVIRONMENT =
  "incidr metadata type name class proto size client_ip port id opcode do bufsize server_ip server_port group";

/** Functions that the language has. */
const FUNCTIONS =
  "all none any one filter map find findIndex findLast findLastIndex count sum groupBy sortBy reduce len type abs ceil " +
  "floor round int float string trim trimPrefix trimSuffix upper lower split splitAfter replace repeat join indexOf " +
  "lastIndexOf hasPrefix hasSuffix max min mean median toJSON fromJSON toBase64 fromBase64 now duration date timezone " +
  "first last get take keys values toPairs fromPairs reverse uniq concat flatten sort bitnot bitand bitor bitxor bitnand " +
  "bitshl bitshr bitushr";

/** Words of its grammar. */
const GRAMMAR = "true false nil not in or and matches contains startsWith endsWith let if else";

const RESERVED: ReadonlySet<string> = new Set([ENVIRONMENT, FUNCTIONS, GRAMMAR].flatMap((words) => words.split(" ")));

/** True when expressions know the name already. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}
