/** The lines of a file of the system, read piece by piece: a large file is never in memory as a whole. */

import { octetString } from "../text/octets.ts";
import type { Range } from "../text/position.ts";

/** A line, as octets. */
export interface FileLine {
  readonly text: string;
  readonly place: LinePlace;
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
    const place = { file: this.#file, offset: this.#offset, number: this.#number, length: this.#length + end - from };
    const line =
      this.#length > 0
        ? { text: this.#text + octetString(piece, from, end), place: new PlaceInFile(place) }
        : new WholeLine(piece, from, place);
    this.#text = "";
    this.#length = 0;
    this.#offset += place.length + 1;
    this.#number += 1;
    return line;
  }
}

/** Where a line of a file stands, in numbers. */
export interface LineNumbers {
  readonly file: string;
  /** Of its first octet. */
  readonly offset: number;
  readonly number: number;
  /** In octets. */
  readonly length: number;
}

class PlaceInFile implements LinePlace {
  readonly #numbers: LineNumbers;

  constructor(numbers: LineNumbers) {
    this.#numbers = numbers;
  }

  get range(): Range {
    const { file, offset, number, length } = this.#numbers;
    return {
      file,
      start: { offset, line: number, column: 1 },
      end: { offset: offset + length, line: number, column: length + 1 },
    };
  }
}

/** A line whose octets lie together; its text is made when somebody wants to read it. */
export class WholeLine implements FileLine {
  readonly octets: Uint8Array;
  readonly from: number;
  readonly numbers: LineNumbers;

  constructor(octets: Uint8Array, from: number, numbers: LineNumbers) {
    this.octets = octets;
    this.from = from;
    this.numbers = numbers;
  }

  get to(): number {
    return this.from + this.numbers.length;
  }

  get place(): LinePlace {
    return new PlaceInFile(this.numbers);
  }

  get text(): string {
    return octetString(this.octets, this.from, this.to);
  }
}
