/**
 * Words of a Corefile as the editor colours them, a line at a time. It reads quotes, comments and braces as CoreDNS's
 * lexer does (a hash inside a word starts a comment, only `\"` is an escape), and knows from the depth what a word is.
 */

import { isSpace } from "../corefile/lexer.ts";

export type TokenKind =
  | "comment"
  | "brace"
  | "key"
  | "snippet"
  | "directive"
  | "unknown-directive"
  | "property"
  | "argument"
  | "string"
  | "number"
  | "address"
  | "variable";

/** A coloured stretch: from `start` up to the next token's start; "" is blank. */
export interface LineToken {
  readonly start: number;
  readonly kind: TokenKind | "";
}

/** What one line hands to the next. */
export interface LineState {
  /** Open braces: 0 outside of server blocks, 1 in a block, 2 and more in a directive's block. */
  readonly depth: number;
  /** Inside a quoted string that goes on. */
  readonly inString: boolean;
  /** A block's keys went on with a comma at the end of the line. */
  readonly continuesKeys: boolean;
}

export const FIRST_LINE: LineState = { depth: 0, inString: false, continuesKeys: false };

export interface TokenizedLine {
  readonly tokens: readonly LineToken[];
  readonly end: LineState;
}

/** Which words are directives; every word counts as one when it is not known yet. */
export type KnowsDirective = (word: string) => boolean;

const VARIABLE = /\{\$[^}\s]*\}|\{%[^%\s]*%\}/g;
const NUMBER = /^\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h)?$/;
const ADDRESS = /^(?:[a-z0-9+]+:\/\/)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f]*:[0-9a-f:.]+\]?)(?:\/\d{1,3})?(?::\d+)?$/i;

/** Reads one line. */
export function tokenizeLine(line: string, start: LineState, knowsDirective: KnowsDirective): TokenizedLine {
  const tokens: LineToken[] = [];
  let { depth, inString } = start;
  let at = 0;
  let wordsSoFar = 0;
  let lastWord = "";
  if (inString) {
    const close = endOfString(line, 0);
    tokens.push({ start: 0, kind: "string" });
    if (close < 0) return { tokens, end: start };
    inString = false;
    at = close;
    wordsSoFar = 1;
  }
  while (at < line.length) {
    const char = line.charAt(at);
    if (isSpace(char.charCodeAt(0))) {
      tokens.push({ start: at, kind: "" });
      at = endOfBlanks(line, at);
      continue;
    }
    if (char === "#") {
      tokens.push({ start: at, kind: "comment" });
      break;
    }
    if (char === '"') {
      tokens.push({ start: at, kind: "string" });
      const close = endOfString(line, at + 1);
      wordsSoFar += 1;
      if (close < 0) return { tokens, end: { depth, inString: true, continuesKeys: false } };
      at = close;
      continue;
    }
    const end = endOfWord(line, at);
    const word = line.slice(at, end);
    if (word === "{" || word === "}") {
      depth = Math.max(0, depth + (word === "{" ? 1 : -1));
      tokens.push({ start: at, kind: "brace" });
      wordsSoFar = 0;
    } else {
      const kind = kindOfWord(word, { depth, isFirst: wordsSoFar === 0, knowsDirective });
      pushWithVariables(tokens, { word, at, kind });
      wordsSoFar += 1;
    }
    lastWord = word;
    at = end;
  }
  return { tokens, end: { depth, inString, continuesKeys: depth === 0 && lastWord.endsWith(",") } };
}

interface WordPlace {
  readonly depth: number;
  readonly isFirst: boolean;
  readonly knowsDirective: KnowsDirective;
}

function kindOfWord(word: string, { depth, isFirst, knowsDirective }: WordPlace): TokenKind {
  if (depth === 0) {
    if (isFirst && word === "import") return "directive";
    return word.startsWith("(") ? "snippet" : "key";
  }
  if (isFirst && depth === 1) return knowsDirective(word) ? "directive" : "unknown-directive";
  if (ADDRESS.test(word)) return "address";
  if (isFirst) return "property";
  return NUMBER.test(word) ? "number" : "argument";
}

/** Pushes a word, with environment variables inside it in a colour of their own. */
function pushWithVariables(tokens: LineToken[], place: { word: string; at: number; kind: TokenKind }): void {
  const { word, at, kind } = place;
  let from = 0;
  for (const match of word.matchAll(VARIABLE)) {
    if (match.index > from) tokens.push({ start: at + from, kind });
    tokens.push({ start: at + match.index, kind: "variable" });
    from = match.index + match[0].length;
  }
  if (from < word.length) tokens.push({ start: at + from, kind });
}

function endOfBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isSpace(line.charCodeAt(at))) at += 1;
  return at;
}

function endOfWord(line: string, from: number): number {
  let at = from;
  while (at < line.length && line.charAt(at) !== "#" && !isSpace(line.charCodeAt(at))) at += 1;
  return at;
}

/** The place after the closing quote; -1 when the string goes on. */
function endOfString(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line.charAt(at) === "\\" && line.charAt(at + 1) === '"') at += 1;
    else if (line.charAt(at) === '"') return at + 1;
  }
  return -1;
}
