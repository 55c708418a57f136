/** The lines of a hosts file, read piece by piece: a large file is never in memory as a whole. */

import type { FileError } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";

/** A line of a hosts file or of the directive's block, as octets. */
export interface HostsLine {
  readonly text: string;
  readonly place: HostsPlace;
}

/** Where a line stands; the range of one out of a million is only made when somebody wants to see it. */
export interface HostsPlace {
  readonly range: Range;
}

/** Longer lines end here: no address has so many names. */
const MAX_LINE_OCTETS = 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file; `failed` hears of an error on the way, which ends them. */
export function* linesOf(
  pieces: Iterable<Uint8Array | FileError>,
  file: string,
  failed: (error: FileError) => void = () => undefined,
): Generator<HostsLine> {
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

  close(piece: Uint8Array, from: number, end: number): HostsLine {
    const text = this.#text === "" ? octetString(piece, from, end) : this.#text + octetString(piece, from, end);
    const length = this.#length + end - from;
    const place = new LinePlace(this.#file, { offset: this.#offset, number: this.#number, length });
    this.#text = "";
    this.#length = 0;
    this.#offset += length + 1;
    this.#number += 1;
    return { text, place };
  }
}

class LinePlace implements HostsPlace {
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
