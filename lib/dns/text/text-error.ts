/** What is wrong with a record's text, in the words that CoreDNS prints. */
import { quoteToAscii } from "../../go/quote.ts";
import type { Token } from "./token.ts";

/** A mistake in presentation format: a value, never thrown. */
export class TextError {
  /** What is wrong, for instance `bad A A`. Empty where CoreDNS prints nothing either. */
  readonly reason: string;
  /** The token at which reading stopped. */
  readonly token: Token;
  /** The file's name; empty when the text is from no file. */
  readonly file: string;

  constructor(reason: string, token: Token, file = "") {
    this.reason = reason;
    this.token = token;
    this.file = file;
  }

  /** The whole line, for instance `dns: bad A A: "192.0.2.300" at line: 3:20`. */
  get message(): string {
    const place = `at line: ${this.token.line}:${this.token.column}`;
    const file = this.file === "" ? "" : `${this.file}: `;
    return `${file}dns: ${this.reason}: ${quoteToAscii(this.token.text)} ${place}`;
  }

  /** The same mistake, said of a file. */
  inFile(file: string): TextError {
    return new TextError(this.reason, this.token, file);
  }
}
