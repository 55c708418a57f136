/** Octets in pieces of any size, to lines of octet strings. */
import { octetString } from "../../text/octets.ts";

/** No line of CoreDNS is as long. */
const MOST_OCTETS = 65_536;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const NONE = new Uint8Array();

export class LineSplitter {
  readonly #line: (line: string) => void;
  readonly #tooLong: () => void;
  /** The beginning of a line whose end has not come. */
  #rest: Uint8Array = NONE;
  #isSkipping = false;

  constructor(line: (line: string) => void, tooLong: () => void) {
    this.#line = line;
    this.#tooLong = tooLong;
  }

  push(octets: Uint8Array): void {
    let start = 0;
    for (let end = octets.indexOf(LINE_FEED); end >= 0; end = octets.indexOf(LINE_FEED, start)) {
      this.#take(octets.subarray(start, end));
      start = end + 1;
    }
    this.#keep(octets.subarray(start));
  }

  end(): void {
    if (this.#rest.length > 0 || this.#isSkipping) this.#take(NONE);
  }

  #take(last: Uint8Array): void {
    const line = this.#rest.length === 0 ? last : joined(this.#rest, last);
    this.#rest = NONE;
    const isWhole = !this.#isSkipping && line.length <= MOST_OCTETS;
    this.#isSkipping = false;
    // Each line is a text of its own: a piece of a longer one would keep all of that in memory.
    if (isWhole) this.#line(octetString(line, 0, line.at(-1) === RETURN ? line.length - 1 : line.length));
    else this.#tooLong();
  }

  #keep(rest: Uint8Array): void {
    if (this.#isSkipping || rest.length === 0) return;
    const line = this.#rest.length + rest.length > MOST_OCTETS ? NONE : joined(this.#rest, rest);
    this.#isSkipping = line === NONE;
    this.#rest = line;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const octets = new Uint8Array(first.length + second.length);
  octets.set(first);
  octets.set(second, first.length);
  return octets;
}
