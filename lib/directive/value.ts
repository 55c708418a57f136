/** A value of a configuration together with the word that it was read from. */

import type { Token } from "../corefile/token.ts";
import type { Range } from "../text/position.ts";

/** What a word means, and where it stands. */
export class Value<T> {
  readonly value: T;
  readonly token: Token;

  constructor(value: T, token: Token) {
    this.value = value;
    this.token = token;
  }

  /** The word as CoreDNS sees it. */
  get text(): string {
    return this.token.text;
  }

  /** Where the word stands; made on demand. */
  get at(): Range {
    return this.token.range;
  }
}
