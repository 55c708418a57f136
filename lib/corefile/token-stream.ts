/** The tokens that the parser walks over: an import is replaced by what it stands for while the walk goes on. */
import { lineDistance } from "./cursor.ts";
import type { Expansion } from "./imports/import-loops.ts";
import type { SourceToken } from "./token.ts";

interface Frame {
  readonly tokens: readonly SourceToken[];
  /** What each of them came out of; one for all where they came together. */
  readonly from: Expansion | undefined | readonly (Expansion | undefined)[];
  at: number;
}

/** Tokens with a place among them. Those after the place are taken from the imported lists only when they are needed. */
export class TokenStream {
  readonly #loaded: SourceToken[] = [];
  /** What each loaded token came out of. */
  readonly #expansions: (Expansion | undefined)[] = [];
  readonly #frames: Frame[] = [];
  #at = -1;

  /** `before` is the token that stands before all of them, when they are a part of a text. */
  constructor(tokens: readonly SourceToken[], before?: SourceToken) {
    this.#frames.push({ tokens, from: undefined, at: 0 });
    if (before === undefined) return;
    this.#loaded.push(before);
    this.#expansions.push(undefined);
    this.#at = 0;
  }

  /** The current token; `undefined` before the first, or when an import at the end gave nothing. */
  get token(): SourceToken | undefined {
    return this.#loaded[this.#at];
  }

  /** The text of the current token, empty when there is none. */
  get text(): string {
    return this.token?.text ?? "";
  }

  /** The place of the current token. */
  get index(): number {
    return this.#at;
  }

  /** The token at a place; those behind the current one are taken as they are, imports among them. */
  at(index: number): SourceToken | undefined {
    return this.#has(index) ? this.#loaded[index] : undefined;
  }

  /** The token before the current one. */
  get before(): SourceToken | undefined {
    return this.#loaded[this.#at - 1];
  }

  /** The import that the current token came out of; undefined for the text's own. */
  get expansion(): Expansion | undefined {
    return this.#expansions[this.#at];
  }

  /** Goes on to the next token; false at the end, where the current one stays. */
  next(): boolean {
    if (!this.#has(this.#at + 1)) return false;
    this.#at++;
    return true;
  }

  /** Goes on to the next token if it stands on the same line. */
  nextArg(): boolean {
    const token = this.token;
    if (token === undefined || !this.#has(this.#at + 1)) return false;
    const following = this.#loaded[this.#at + 1];
    if (following === undefined || lineDistance(token, following) !== 0) return false;
    this.#at++;
    return true;
  }

  /** Goes back by one token. */
  back(): void {
    this.#at--;
  }

  /** Whether the current token starts a line. */
  isNewLine(): boolean {
    const before = this.#loaded[this.#at - 1];
    if (before === undefined) return true;
    const token = this.token;
    return token !== undefined && lineDistance(before, token) > 0;
  }

  /** Puts another token in the place of the current one. */
  replace(token: SourceToken): void {
    this.#loaded[this.#at] = token;
  }

  /** Takes the last `count` tokens up to the current one away and stands at the first of the new ones instead. */
  splice(count: number, tokens: readonly SourceToken[], from: Expansion): void {
    const ahead = this.#loaded.splice(this.#at + 1);
    const aheadFrom = this.#expansions.splice(this.#at + 1);
    if (ahead.length > 0) this.#frames.push({ tokens: ahead, from: aheadFrom, at: 0 });
    this.#at -= count - 1;
    this.#loaded.length = this.#at;
    this.#expansions.length = this.#at;
    this.#frames.push({ tokens, from, at: 0 });
    this.#has(this.#at);
  }

  #has(index: number): boolean {
    while (this.#loaded.length <= index) {
      const frame = this.#frames.at(-1);
      if (frame === undefined) return false;
      const { tokens, from, at } = frame;
      const token = tokens[at];
      frame.at++;
      if (token === undefined) {
        this.#frames.pop();
      } else {
        this.#loaded.push(token);
        this.#expansions.push(Array.isArray(from) ? from[at] : from);
      }
    }
    return true;
  }
}
