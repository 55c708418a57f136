/** The words of a template (Go, text/template/parse). */
import { quoteOctets as quote } from "../go/quote.ts";

/** What kind of word it is. `keyword` is one of `KEYWORDS`, told by its text. */
export type TokenKind =
  | "assign"
  | "bool"
  | "char"
  | "char constant"
  | "complex"
  | "declare"
  | "dot"
  | "eof"
  | "error"
  | "field"
  | "identifier"
  | "keyword"
  | "left delimiter"
  | "left paren"
  | "nil"
  | "number"
  | "pipe"
  | "raw string"
  | "right delimiter"
  | "right paren"
  | "space"
  | "string"
  | "text"
  | "variable";

/** A word and its place. Of an error, `text` is what is wrong. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Octets from the start of the template. */
  readonly position: number;
  readonly line: number;
}

/** Words with a meaning of their own inside actions. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  "block",
  "break",
  "continue",
  "define",
  "else",
  "end",
  "if",
  "range",
  "template",
  "with",
]);

const LONGEST_SHOWN = 10;

/** A word as it stands in error texts. */
export function describeToken({ kind, text }: Token): string {
  if (kind === "keyword" || kind === "nil" || kind === "dot") return `<${text}>`;
  return text.length > LONGEST_SHOWN ? `${quote(text, LONGEST_SHOWN)}...` : quote(text);
}
