/** Lines as octets: where each stands, and its address. Objects are made of those that somebody looks at. */

import type { LineNumbers, LinePlace } from "../../system-files/file-lines.ts";
import type { Range } from "../../text/position.ts";
import { type OctetPool, offsetOf, putU32, u32At } from "../../zone/octet-pool.ts";

// Behind the number of the file.
const OFFSET_HIGH = 4;
const OFFSET_LOW = 8;
const LINE = 12;
const COLUMN = 16;
const LENGTH = 20;
const END_LINE = 24;
const END_COLUMN = 28;
const ADDRESS_LENGTH = 32;
const HEAD_OCTETS = 33;
const HALF = 0x1_00_00_00_00;

/** All lines with an address. */
export class StoredLines {
  readonly #pool: OctetPool;
  readonly #files: string[] = [];

  constructor(pool: OctetPool) {
    this.#pool = pool;
  }

  /** Adds a stretch of a text, with its address; gives its address in the pool. */
  add({ file, start, end }: Range, address: Uint8Array): number {
    const { offset, line, column } = start;
    const stored = this.#reserve({ file, offset, number: line, length: end.offset - offset }, address);
    const piece = this.#pool.pieceOf(stored);
    const at = offsetOf(stored);
    putU32(piece, at + COLUMN, column);
    putU32(piece, at + END_LINE, end.line);
    putU32(piece, at + END_COLUMN, end.column);
    return stored;
  }

  /** Adds a whole line of a file. */
  addWhole(line: LineNumbers, address: Uint8Array): number {
    const stored = this.#reserve(line, address);
    const piece = this.#pool.pieceOf(stored);
    const at = offsetOf(stored);
    putU32(piece, at + COLUMN, 1);
    putU32(piece, at + END_LINE, line.number);
    putU32(piece, at + END_COLUMN, line.length + 1);
    return stored;
  }

  #reserve({ file, offset, number, length }: LineNumbers, address: Uint8Array): number {
    const stored = this.#pool.reserve(HEAD_OCTETS + address.length);
    const piece = this.#pool.pieceOf(stored);
    const at = offsetOf(stored);
    putU32(piece, at, this.#numberOf(file));
    putU32(piece, at + OFFSET_HIGH, Math.floor(offset / HALF));
    putU32(piece, at + OFFSET_LOW, offset % HALF);
    putU32(piece, at + LINE, number);
    putU32(piece, at + LENGTH, length);
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
    const at = offsetOf(stored);
    const offset = u32At(piece, at + OFFSET_HIGH) * HALF + u32At(piece, at + OFFSET_LOW);
    const end = { line: u32At(piece, at + END_LINE), column: u32At(piece, at + END_COLUMN) };
    return {
      file: this.#files[u32At(piece, at)] ?? "",
      start: { offset, line: u32At(piece, at + LINE), column: u32At(piece, at + COLUMN) },
      end: { offset: offset + u32At(piece, at + LENGTH), ...end },
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
