/** The lines of a file of the system, read piece by piece: a large file is never in memory as a whole. */

import { octetString } from "../text/octets.ts";
import type { Range } from "../text/position.ts";

/** A line, as octets. */
export interface FileLine {
  readonly text: string;
  readonly place: LinePlace;
  /** Where its octets lie, when they lie together. */
  readonly octets?: { readonly octets: Uint8Array; readonly from: number; readonly to: number } | undefined;
}

/** Where a line stands; the range of one out of a million is only made when somebody wants to see it. */
export interface LinePlace {
  readonly range: Range;
}

/** Longer lines end here: no address of a hosts file has so many names. */
const MAX_LINE_OCTETS = 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file; `failed` hears of an error on the way, which ends them. */
export function* linesOf<Failure extends { readonly kind: "error" }>(
  pieces: Iterable<Uint8Array | Failure>,
  file: string,
  failed: (error: Failure) => void = () => undefined,
): Generator<FileLine> {
  const line = new OpenLine(file);
  for (const piece of pieces) {
    if ("kind" in piece) {
      failed(piece);
      return;
    }
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      yield line.close(piece, from, end);
      from = end + 1;
    }
    line.add(piece, from);
  }
  yield line.close(new Uint8Array(), 0, 0);
}

/** The line that is being read: it may begin in one piece and end in another. */
class OpenLine {
  readonly #file: string;
  #text = "";
  #length = 0;
  #offset = 0;
  #number = 1;

  constructor(file: string) {
    this.#file = file;
  }

  add(piece: Uint8Array, from: number): void {
    const end = Math.min(piece.length, from + MAX_LINE_OCTETS - this.#text.length);
    if (end > from) this.#text += octetString(piece, from, end);
    this.#length += piece.length - from;
  }

  close(piece: Uint8Array, from: number, end: number): FileLine {
    const length = this.#length + end - from;
    const place = new PlaceInFile(this.#file, { offset: this.#offset, number: this.#number, length });
    const line = this.#length > 0 ? { text: this.#text + octetString(piece, from, end), place } : undefined;
    this.#text = "";
    this.#length = 0;
    this.#offset += length + 1;
    this.#number += 1;
    return line ?? new WholeLine({ octets: piece, from, to: end }, place);
  }
}

class PlaceInFile implements LinePlace {
  readonly #file: string;
  readonly #offset: number;
  readonly #number: number;
  readonly #length: number;

  constructor(file: string, { offset, number, length }: { offset: number; number: number; length: number }) {
    this.#file = file;
    this.#offset = offset;
    this.#number = number;
    this.#length = length;
  }

  get range(): Range {
    return {
      file: this.#file,
      start: { offset: this.#offset, line: this.#number, column: 1 },
      end: { offset: this.#offset + this.#length, line: this.#number, column: this.#length + 1 },
    };
  }
}

/** A line out of one piece: its text is made when somebody wants to read it. */
class WholeLine implements FileLine {
  readonly octets: NonNullable<FileLine["octets"]>;
  readonly place: LinePlace;

  constructor(octets: NonNullable<FileLine["octets"]>, place: LinePlace) {
    this.octets = octets;
    this.place = place;
  }

  get text(): string {
    const { octets, from, to } = this.octets;
    return octetString(octets, from, to);
  }
}
