/** Lines as octets: where each stands, and its address. Objects are made of those that somebody looks at. */

import type { LinePlace } from "../../system-files/file-lines.ts";
import type { Range } from "../../text/position.ts";
import { type OctetPool, offsetOf, putU32, u32At } from "../../zone/octet-pool.ts";

const FIELD_OCTETS = 4;
/** File, offset in two halves, line and column of the start; octets up to the end, its line and its column. */
const FIELDS = 8;
const ADDRESS_LENGTH = FIELDS * FIELD_OCTETS;
const HEAD_OCTETS = ADDRESS_LENGTH + 1;
const HALF = 0x1_00_00_00_00;

/** All lines with an address. */
export class StoredLines {
  readonly #pool: OctetPool;
  readonly #files: string[] = [];

  constructor(pool: OctetPool) {
    this.#pool = pool;
  }

  /** Adds a line; gives its address in the pool. */
  add({ range: { file, start, end } }: LinePlace, address: Uint8Array): number {
    const stored = this.#pool.reserve(HEAD_OCTETS + address.length);
    const piece = this.#pool.pieceOf(stored);
    const at = offsetOf(stored);
    putU32(piece, at, this.#numberOf(file));
    putU32(piece, at + 4, Math.floor(start.offset / HALF));
    putU32(piece, at + 8, start.offset % HALF);
    putU32(piece, at + 12, start.line);
    putU32(piece, at + 16, start.column);
    putU32(piece, at + 20, end.offset - start.offset);
    putU32(piece, at + 24, end.line);
    putU32(piece, at + 28, end.column);
    piece[at + ADDRESS_LENGTH] = address.length;
    piece.set(address, at + HEAD_OCTETS);
    return stored;
  }

  #numberOf(file: string): number {
    const last = this.#files.length - 1;
    if (this.#files[last] === file) return last;
    const known = this.#files.indexOf(file);
    return known >= 0 ? known : this.#files.push(file) - 1;
  }

  /** The address on a line, where it lies. */
  addressOf(stored: number): Uint8Array {
    const piece = this.#pool.pieceOf(stored);
    const from = offsetOf(stored) + HEAD_OCTETS;
    return piece.subarray(from, from + (piece[from - 1] ?? 0));
  }

  /** Where a line stands, to be made when somebody wants to see it. */
  placeOf(stored: number): LinePlace {
    return new StoredPlace(this, stored);
  }

  /** Where a line stands, whole. */
  rangeOf(stored: number): Range {
    const piece = this.#pool.pieceOf(stored);
    const field = (index: number): number => u32At(piece, offsetOf(stored) + index * FIELD_OCTETS);
    const offset = field(1) * HALF + field(2);
    return {
      file: this.#files[field(0)] ?? "",
      start: { offset, line: field(3), column: field(4) },
      end: { offset: offset + field(5), line: field(6), column: field(7) },
    };
  }
}

class StoredPlace implements LinePlace {
  readonly #lines: StoredLines;
  readonly #stored: number;

  constructor(lines: StoredLines, stored: number) {
    this.#lines = lines;
    this.#stored = stored;
  }

  get range(): Range {
    return this.#lines.rangeOf(this.#stored);
  }
}
