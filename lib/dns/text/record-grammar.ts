/** Places in a line of a master file, between which the reader of records moves. */

/** What the next token should be. */
export type Place =
  | "line"
  | "behind owner"
  | "ttl, class or type"
  | "behind class"
  | "ttl or type"
  | "behind ttl"
  | "class or type"
  | "before type"
  | "type"
  | "rdata"
  | "behind $TTL"
  | "$TTL"
  | "behind $ORIGIN"
  | "$ORIGIN"
  | "behind $INCLUDE"
  | "$INCLUDE"
  | "behind $GENERATE"
  | "$GENERATE";

/** Places where only a blank may stand: what comes next, and what is said of anything else. */
export const BLANKS: Partial<Readonly<Record<Place, readonly [Place, string]>>> = {
  "behind owner": ["ttl, class or type", "no blank after owner"],
  "behind class": ["ttl or type", "no blank before class"],
  "behind ttl": ["class or type", "no blank before TTL"],
  "before type": ["type", "no blank before RR type"],
  "behind $TTL": ["$TTL", "no blank after $TTL-directive"],
  "behind $ORIGIN": ["$ORIGIN", "no blank after $ORIGIN-directive"],
  "behind $INCLUDE": ["$INCLUDE", "no blank after $INCLUDE-directive"],
  "behind $GENERATE": ["$GENERATE", "no blank after $GENERATE-directive"],
};
