/** Takes an expression apart into words (the expression language of CoreDNS, expr-lang). */
import { quote } from "../directive/go/quote.ts";
import { ExpressionError } from "./expression-error.ts";

export type TokenKind = "identifier" | "number" | "string" | "operator" | "bracket" | "end";

/** A word; of a string, `text` is what it stands for. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly position: number;
}

/** Words that are operators wherever they stand. */
const OPERATOR_WORDS: ReadonlySet<string> = new Set([
  "not",
  "in",
  "or",
  "and",
  "matches",
  "contains",
  "startsWith",
  "endsWith",
  "let",
  "if",
  "else",
]);

const SKIPPED = /(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/y;
const NUMBER =
  /(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|(?:[0-9][0-9_]*(?:\.(?!\.)[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9_]*)?)/y;
const WORD = /[\p{L}\p{Nd}_$]+/uy;
const SIGN = /\?\?|\?\.|\?|\|\||\||::|:|&&|!=|==|<=|>=|\*\*|\.\.|[-+,;%^!=*<>/.#]/y;
const BRACKET = /[()[\]{}]/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** All words, with an end behind them. Throws `ExpressionError`. */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) at += text.length;
    return text === "" ? undefined : text;
  };
  for (;;) {
    take(SKIPPED);
    const position = at;
    if (at >= source.length) {
      // The language says of an early end that it is at the last character.
      tokens.push({ kind: "end", text: "", position: Math.max(0, source.length - 1) });
      return tokens;
    }
    if (source.startsWith("/*", at)) throw new ExpressionError("unclosed comment", at);
    const mark = source.charAt(at);
    if (mark === "'" || mark === '"' || mark === "`") {
      const { text, next } = readString(source, at, mark);
      tokens.push({ kind: "string", text, position });
      at = next;
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      if (/^[\p{L}\p{Nd}_$]/u.test(source.slice(at, at + 2)))
        throw new ExpressionError(`bad number syntax: ${quote(source.slice(position, at + 1))}`, at + 1);
      tokens.push({ kind: "number", text: number, position });
      continue;
    }
    const word = take(WORD);
    const sign = word === undefined ? take(SIGN) : undefined;
    const bracket = word === undefined && sign === undefined ? take(BRACKET) : undefined;
    if (word !== undefined)
      tokens.push({ kind: OPERATOR_WORDS.has(word) ? "operator" : "identifier", text: word, position });
    else if (sign !== undefined) tokens.push({ kind: "operator", text: sign, position });
    else if (bracket !== undefined) tokens.push({ kind: "bracket", text: bracket, position });
    else throw new ExpressionError(`unrecognized character: ${describeCharacter(source, at)}`, at);
  }
}

function describeCharacter(source: string, at: number): string {
  const code = source.codePointAt(at) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")} '${String.fromCodePoint(code)}'`;
}

function readString(source: string, start: number, mark: string): { readonly text: string; readonly next: number } {
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === mark) {
      if (mark !== "`" || source.charAt(at + 1) !== "`") return { text, next: at + 1 };
      at++;
    }
    if (character === "\n" && mark !== "`") break;
    if (character !== "\\" || mark === "`") {
      text += character;
      continue;
    }
    const escaped = readEscape(source, at);
    text += escaped.text;
    at = escaped.last;
  }
  throw new ExpressionError("literal not terminated", source.length);
}

const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(source: string, at: number): { readonly text: string; readonly last: number } {
  const letter = source.charAt(at + 1);
  const named = ESCAPES[letter];
  if (named !== undefined) return { text: named, last: at + 1 };
  const width = HEX_WIDTH[letter];
  const digits = width === undefined ? source.slice(at + 1, at + 4) : source.slice(at + 2, at + 2 + width);
  const isLegal =
    width === undefined ? /^[0-7]{3}$/.test(digits) : digits.length === width && /^[0-9a-fA-F]+$/.test(digits);
  const code = isLegal ? Number.parseInt(digits, width === undefined ? 8 : 16) : -1;
  if (code < 0 || code > 0x10_ff_ff) throw new ExpressionError("unable to unescape string", at);
  return { text: String.fromCodePoint(code), last: at + (width === undefined ? 3 : 1 + width) };
}
