/** Octets in pieces of any size, to lines of octet strings. */
import { octetString } from "../../text/octets.ts";

/** No line of CoreDNS is as long. */
const MOST_CHARACTERS = 65_536;

export class LineSplitter {
  readonly #line: (line: string) => void;
  readonly #tooLong: () => void;
  #rest = "";
  #isSkipping = false;

  constructor(line: (line: string) => void, tooLong: () => void) {
    this.#line = line;
    this.#tooLong = tooLong;
  }

  push(octets: Uint8Array): void {
    const text = octetString(octets);
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#take(text.slice(start, end));
      start = end + 1;
    }
    this.#keep(text.slice(start));
  }

  end(): void {
    if (this.#rest !== "" || this.#isSkipping) this.#take("");
  }

  #take(last: string): void {
    const line = this.#rest + last;
    this.#rest = "";
    const isWhole = !this.#isSkipping && line.length <= MOST_CHARACTERS;
    this.#isSkipping = false;
    if (isWhole) this.#line(line.endsWith("\r") ? line.slice(0, -1) : line);
    else this.#tooLong();
  }

  #keep(rest: string): void {
    if (this.#isSkipping) return;
    this.#rest += rest;
    if (this.#rest.length <= MOST_CHARACTERS) return;
    this.#rest = "";
    this.#isSkipping = true;
  }
}
