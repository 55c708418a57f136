/** Words of a master file as the editor colours them, a line at a time. */

import { readTtl } from "../../dns/text/number.ts";
import { readAddress } from "../../go/address.ts";
import type { LineToken, TokenKind } from "../tokenize-line.ts";
import { classNamed, directiveNamed, typeNamed } from "./parse.ts";

/** What one line hands to the next. */
export interface ZoneLineState {
  /** Open parentheses. */
  readonly depth: number;
  /** Inside a quoted text that goes on. */
  readonly inQuote: boolean;
  /** What comes next in the entry: TTL, class or type; RDATA; arguments of a directive. */
  readonly stage: "head" | "rdata" | "directive";
}

export const FIRST_ZONE_LINE: ZoneLineState = { depth: 0, inQuote: false, stage: "head" };

export interface TokenizedZoneLine {
  readonly tokens: readonly LineToken[];
  readonly end: ZoneLineState;
}

/** Reads one line. */
export function tokenizeZoneLine(line: string, start: ZoneLineState): TokenizedZoneLine {
  return new LineReader(line, start).read();
}

class LineReader {
  readonly #line: string;
  readonly #tokens: LineToken[] = [];
  #depth: number;
  #inQuote: boolean;
  #stage: ZoneLineState["stage"];
  readonly #continues: boolean;
  #at = 0;

  constructor(line: string, { depth, inQuote, stage }: ZoneLineState) {
    this.#line = line;
    this.#depth = depth;
    this.#inQuote = inQuote;
    this.#continues = depth > 0 || inQuote;
    this.#stage = this.#continues ? stage : "head";
  }

  read(): TokenizedZoneLine {
    const line = this.#line;
    while (this.#at < line.length) {
      const char = line.charAt(this.#at);
      if (this.#inQuote) this.#quoted(this.#at);
      else if (char === '"') this.#quoted(this.#at + 1);
      else if (/\s/.test(char)) this.#push("", /^\s+/.exec(line.slice(this.#at))?.[0].length ?? 1);
      else if (char === ";") this.#push("comment", line.length - this.#at);
      else if (char === "(" || char === ")") {
        this.#depth = Math.max(0, this.#depth + (char === "(" ? 1 : -1));
        this.#push("brace", 1);
      } else this.#word();
    }
    return { tokens: this.#tokens, end: { depth: this.#depth, inQuote: this.#inQuote, stage: this.#stage } };
  }

  #push(kind: TokenKind | "", length: number): void {
    this.#tokens.push({ start: this.#at, kind });
    this.#at += length;
  }

  /** A quoted text, or the part of it that is on this line; its inside begins at `from`. */
  #quoted(from: number): void {
    let end = from;
    while (end < this.#line.length && this.#line.charAt(end) !== '"') end += this.#line.charAt(end) === "\\" ? 2 : 1;
    this.#inQuote = end >= this.#line.length;
    this.#push("string", Math.min(end + 1, this.#line.length) - this.#at);
  }

  #word(): void {
    const word = /^(?:\\.?|[^\s;"()\\])+/.exec(this.#line.slice(this.#at))?.[0] ?? this.#line.charAt(this.#at);
    const isFirst = this.#at === 0 && !this.#continues;
    const kind = isFirst ? this.#first(word) : this.#kindOf(word);
    if (this.#stage === "directive" && !isFirst && word.includes("$")) this.#template(word, kind);
    else this.#push(kind, word.length);
  }

  #first(word: string): TokenKind {
    if (directiveNamed(word) === undefined) return "key";
    this.#stage = "directive";
    return "directive";
  }

  #kindOf(word: string): TokenKind {
    if (this.#stage !== "rdata" && typeNamed(word) !== undefined) {
      if (this.#stage === "head") this.#stage = "rdata";
      return "directive";
    }
    if (this.#stage !== "rdata" && classNamed(word) !== undefined) return "property";
    if (readAddress(word) !== undefined) return "address";
    if (/^\d/.test(word) && readTtl(word) !== undefined) return "number";
    return "argument";
  }

  /** The places of a $GENERATE template where the number goes. */
  #template(word: string, kind: TokenKind): void {
    for (const part of word.match(/\$(?:\{[^}]*\}?)?|[^$]+/g) ?? []) {
      this.#push(part.startsWith("$") ? "variable" : kind, part.length);
    }
  }
}
