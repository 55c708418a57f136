/** The words of an expression as the grammar takes them, and the mistake that it came upon. */
import { quote } from "../../go/quote.ts";
import { textOfOctets } from "../../go/utf8.ts";
import { ExpressionError } from "../expression-error.ts";
import { Lexer, type Token, type TokenKind } from "./lexer.ts";
import type { ExpressionNode } from "./node.ts";

const MAX_NODES = 10_000;

/** The current word, and what was found wrong so far. */
export class Tokens {
  readonly #lexer: Lexer;
  #current: Token = { kind: "EOF", text: "", position: Number.NaN };
  #stashed: Token | undefined;
  #error: ExpressionError | undefined;
  #nodes = 0;

  constructor(source: string) {
    this.#lexer = new Lexer(source);
    this.next();
  }

  get current(): Token {
    return this.#current;
  }

  /** The mistake, if there was one. */
  get error(): ExpressionError | undefined {
    return this.#error;
  }

  /** True when the current word is of this kind, and of this text if one is given. */
  is(kind: TokenKind, text?: string): boolean {
    return this.#current.kind === kind && (text === undefined || this.#current.text === text);
  }

  /** Goes to the next word. Throws `ExpressionError` where there is none: that counts more than any mistake before. */
  next(): void {
    if (this.#stashed !== undefined) {
      this.#current = this.#stashed;
      this.#stashed = undefined;
      return;
    }
    const token = this.#lexer.next();
    if (token === undefined) this.fail("unexpected end of expression");
    else this.#current = token;
  }

  /** Goes back to the word before the current one. */
  back(before: Token): void {
    this.#stashed = this.#current;
    this.#current = before;
  }

  /** Goes on when the current word is the one that must stand there. */
  expect(kind: TokenKind, text?: string): void {
    if (this.is(kind, text)) this.next();
    else this.unexpected();
  }

  /** A mistake at a word; the first one counts. */
  fail(message: string, at = this.#current): void {
    this.#error ??= new ExpressionError(message, at.position);
  }

  /** The current word should not stand there. */
  unexpected(): void {
    this.fail(`unexpected token ${this.written()}`);
  }

  /** The current word as complaints have it. */
  written(): string {
    const { kind, text } = this.#current;
    return text === "" ? kind : `${kind}(${quote(/^(?:String|Bytes)$/.test(kind) ? textOfOctets(text) : text)})`;
  }

  /** Counts a part of the tree: there is a limit. */
  made<Node extends ExpressionNode>(node: Node): Node {
    if (++this.#nodes > MAX_NODES) this.fail("compilation failed: expression exceeds maximum allowed nodes");
    return node;
  }
}
