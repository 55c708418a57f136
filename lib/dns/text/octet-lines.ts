/** Octets that come in pieces, seen as lines: of what was read no more is kept than the piece at hand. */
import { octetString } from "../../text/octets.ts";
import { NEWLINE } from "./characters.ts";

/** No line that can be read is as long: RDATA has 65,535 octets, and a token or a comment far less. */
const LONGEST_OCTETS = 1 << 20;

/** A place between two lines of a source of octets. */
export class OctetLines {
  readonly #pieces: Iterator<Uint8Array>;
  /** The octets at hand; the next line begins at `at`. */
  octets: Uint8Array = new Uint8Array();
  at = 0;

  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]();
  }

  /** Takes one more piece; false when there is none, or when the line at hand is too long for any reader already. */
  fill(): boolean {
    if (this.octets.length - this.at >= LONGEST_OCTETS) return false;
    const next = this.#pieces.next();
    if (next.done === true) return false;
    const left = this.octets.length - this.at;
    if (left === 0) this.octets = next.value;
    else {
      const joined = new Uint8Array(left + next.value.length);
      joined.set(this.octets.subarray(this.at));
      joined.set(next.value, left);
      this.octets = joined;
    }
    this.at = 0;
    return true;
  }

  /** Takes no more: whoever gives the pieces may let go of what they come from. */
  close(): void {
    this.#pieces.return?.();
  }

  /** Takes the next line with its end, or what stands behind the last one, or what there is of one without end; undefined when there is nothing. */
  take(): string | undefined {
    let end = this.octets.indexOf(NEWLINE, this.at);
    while (end < 0 && this.fill()) end = this.octets.indexOf(NEWLINE);
    const behind = end < 0 ? this.octets.length : end + 1;
    if (behind === this.at) return undefined;
    const line = octetString(this.octets, this.at, behind);
    this.at = behind;
    return line;
  }
}
