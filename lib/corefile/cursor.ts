/** A cursor over the tokens of a directive that moves as CoreDNS's dispenser does, oddities included. */
import type { Range } from "../text/position.ts";
import { countLineBreaks, type Token } from "./token.ts";

/** An error at a token, in CoreDNS's words; the name of the plugin is not yet in front of it. */
export interface CursorError {
  readonly message: string;
  readonly range: Range;
}

/** Walks over a list of tokens, argument by argument and block by block. */
export class TokenCursor {
  readonly tokens: readonly Token[];
  /** The file that is reported before the first token. */
  readonly file: string;
  #at = -1;
  #depth = 0;

  constructor(tokens: readonly Token[], file: string) {
    this.tokens = tokens;
    this.file = file;
  }

  /** The current token; `undefined` before the first. */
  get token(): Token | undefined {
    return this.tokens[this.#at];
  }

  /** The text of the current token, empty when there is none. */
  get text(): string {
    return this.token?.text ?? "";
  }

  /** The line of the current token, 0 when there is none. */
  get line(): number {
    return this.token?.line ?? 0;
  }

  /** How many blocks are open around the current token. */
  get depth(): number {
    return this.#depth;
  }

  /** Where the current token stands in the list, -1 before the first. */
  get index(): number {
    return this.#at;
  }

  /** A cursor of its own at the same place, to look ahead with. */
  fork(): TokenCursor {
    const copy = new TokenCursor(this.tokens, this.file);
    copy.#at = this.#at;
    copy.#depth = this.#depth;
    return copy;
  }

  /** Goes to the next token, wherever it stands. */
  next(): boolean {
    if (this.#at >= this.tokens.length - 1) return false;
    this.#at++;
    return true;
  }

  /** Goes to the next token if it stands on the same line. Before the first token it always moves. */
  nextArg(): boolean {
    return this.#moveIf((lineDistance) => lineDistance === 0);
  }

  /** Goes to the next token if it stands on another line. Before the first token it always moves. */
  nextLine(): boolean {
    return this.#moveIf((lineDistance) => lineDistance > 0);
  }

  /**
   * Opens the block that starts on this line, or goes on to the next token in it; false when the block ends.
   * The first token of a block is not looked at: a brace that opens at once counts as a word, as in CoreDNS.
   */
  nextBlock(): boolean {
    if (this.#depth > 0) {
      if (!this.next()) return false;
      if (this.#is("}")) {
        this.#depth--;
        return false;
      }
      if (!this.#is("{")) return true;
      this.#at--;
    }
    if (!this.nextArg()) return false;
    if (!this.#is("{")) {
      this.#at--;
      return false;
    }
    if (!this.next() || this.#is("}")) return false;
    this.#depth++;
    return true;
  }

  /** The rest of the line up to an opening brace, which is not taken. */
  remainingArgs(): readonly Token[] {
    const args: Token[] = [];
    for (let token = this.#takeArg(); token !== undefined; token = this.#takeArg()) {
      if (token.text === "{") {
        this.#at--;
        break;
      }
      args.push(token);
    }
    return args;
  }

  /** An argument is missing, or there are too many. */
  argError(): CursorError {
    if (this.text === "{") return this.error("Unexpected token '{', expecting argument");
    return this.error(`Wrong argument count or unexpected line ending after '${this.text}'`);
  }

  /** Another token was expected. */
  syntaxError(expected: string): CursorError {
    return this.#errorAt(`Syntax error: Unexpected token '${this.text}', expecting '${expected}'`);
  }

  /** The tokens end too early. */
  endError(): CursorError {
    return this.error("Unexpected EOF");
  }

  /** Any other error at the current token. */
  error(text: string): CursorError {
    return this.#errorAt(`Error during parsing: ${text}`);
  }

  #is(text: string): boolean {
    return this.text === text;
  }

  #takeArg(): Token | undefined {
    return this.nextArg() ? this.token : undefined;
  }

  #moveIf(wanted: (lineDistance: number) => boolean): boolean {
    if (this.#at < 0) {
      this.#at++;
      return true;
    }
    const token = this.tokens[this.#at];
    const following = this.tokens[this.#at + 1];
    if (token === undefined || following === undefined) return false;
    if (!wanted(lineDistance(token, following))) return false;
    this.#at++;
    return true;
  }

  #errorAt(text: string): CursorError {
    const file = this.token?.file ?? this.file;
    return { message: `${file}:${this.line} - ${text}`, range: this.#range() };
  }

  #range(): Range {
    const token = this.token ?? this.tokens[0];
    if (token !== undefined) return token.range;
    const start = { offset: 0, line: 1, column: 1 };
    return { file: this.file, start, end: start };
  }
}

/**
 * How many lines lie between the end of a token and the one after it. Another file is always another line;
 * less than 0 when a snippet from further up follows, which CoreDNS takes for neither the same line nor a new one.
 */
export function lineDistance(token: Token, following: Token): number {
  if (token.file !== following.file) return Number.POSITIVE_INFINITY;
  return following.line - (token.line + countLineBreaks(token.text));
}
