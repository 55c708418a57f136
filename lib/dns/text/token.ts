/** Tokens of master files (RFC 1035 section 5.1), as CoreDNS cuts them. */

import { RRType } from "../iana/rrtype.ts";

/** What a token is. The lexer tells owner, class and type apart already, by their place in the line. */
export type TokenKind =
  | "end"
  | "string"
  | "blank"
  | "quote"
  | "newline"
  | "rrtype"
  | "owner"
  | "class"
  | "$ORIGIN"
  | "$TTL"
  | "$INCLUDE"
  | "$GENERATE";

/** One token and where it ends. */
export interface Token {
  readonly kind: TokenKind;
  /** Its text as it stands in the file, an octet string with escapes; what is wrong when `error` is set. */
  readonly text: string;
  /** True when the lexer itself found a mistake; nothing but `end` comes after it. */
  readonly error: boolean;
  /** The number of a type or class. */
  readonly code: number;
  /** From 1. */
  readonly line: number;
  /** In octets from 1, where the lexer stood when the token was complete; 0 before the first octet of a line. */
  readonly column: number;
}

/** What stands behind the last token. */
export const END: Token = { kind: "end", text: "", error: false, code: RRType.None, line: 0, column: 0 };
