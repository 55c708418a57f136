/** Writes a message's bytes in order (RFC 1035 section 4.1). */
import { MAX_LABEL_OCTETS, MAX_NAME_OCTETS } from "../name/label.ts";
import type { Name } from "../name/name.ts";
import { decimalEscape, isDecimalEscape } from "../text/escape.ts";
import { PRIME } from "./hash.ts";
import { MAX_POINTER_TARGET, NameTable } from "./name-table.ts";
import { entryAt, octetAt } from "./octets.ts";
import type { RdataSink } from "./sink.ts";
import { encodeTypeBitmap } from "./type-bitmap.ts";
import { WireError } from "./wire-error.ts";

const DOT = 0x2e;
const BACKSLASH = 0x5c;
const MAX_CHARACTER_STRING = 255;
const MAX_RDATA_OCTETS = 0xff_ff;

/** Where the labels of the name being written start. */
const labelStarts = new Uint32Array(MAX_NAME_OCTETS);
/** Hashes of the suffixes that start there. */
const hashes = new Uint32Array(MAX_NAME_OCTETS);

/** Grows its buffer as needed; `bytes` may therefore be another array after every call. */
export class WireWriter implements RdataSink {
  bytes: Uint8Array;
  offset = 0;
  /** Made for the first message that is compressed: it is large, and many writers never compress. */
  #table: NameTable | undefined;
  #compress = false;
  #lastName = "";
  #lastOffset = 0;

  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.bytes = bytes;
  }

  /** Starts a message at the buffer's first byte. */
  reset(bytes: Uint8Array, compress: boolean): void {
    this.bytes = bytes;
    this.offset = 0;
    this.#lastName = "";
    if (this.#compress) this.#table?.clear();
    this.#compress = compress;
  }

  #need(count: number): void {
    if (this.offset + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.offset + count));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  u8(value: number): void {
    this.#need(1);
    this.bytes[this.offset++] = value;
  }

  u16(value: number): void {
    this.#need(2);
    this.bytes[this.offset++] = value >> 8;
    this.bytes[this.offset++] = value;
  }

  u32(value: number): void {
    this.#need(4);
    const { bytes, offset } = this;
    bytes[offset] = value >>> 24;
    bytes[offset + 1] = value >>> 16;
    bytes[offset + 2] = value >>> 8;
    bytes[offset + 3] = value;
    this.offset = offset + 4;
  }

  u48(value: number): void {
    this.u16(Math.floor(value / 0x1_00_00_00_00));
    this.u32(value % 0x1_00_00_00_00);
  }

  /** Leaves room for a length of two octets; gives the place behind it, for `endSized`. */
  startSized(): number {
    this.u16(this.offset);
    return this.offset;
  }

  /** Sets the length of what was written since `start`. Throws `WireError` when it is too long for RDATA. */
  endSized(start: number): void {
    const length = this.offset - start;
    if (length > MAX_RDATA_OCTETS) throw new WireError("bad rdata");
    this.setU16(start - 2, length);
  }

  /** Sets two octets that were written before. */
  setU16(offset: number, value: number): void {
    this.bytes[offset] = value >> 8;
    this.bytes[offset + 1] = value;
  }

  characterString(octets: string): void {
    if (octets.length > MAX_CHARACTER_STRING) throw new WireError("string exceeded 255 bytes in txt");
    this.u8(octets.length);
    this.octets(octets);
  }

  octets(octets: string): void {
    this.#need(octets.length);
    for (let at = 0; at < octets.length; at++) this.bytes[this.offset++] = octets.charCodeAt(at);
  }

  raw(data: Uint8Array): void {
    this.#need(data.length);
    this.bytes.set(data, this.offset);
    this.offset += data.length;
  }

  base64(data: Uint8Array): void {
    this.raw(data);
  }

  base32(data: Uint8Array): void {
    this.raw(data);
  }

  typeBitmap(types: readonly number[]): void {
    this.raw(encodeTypeBitmap(types));
  }

  counted(): void {}

  name(name: Name): void {
    this.#name(name, false);
  }

  compressedName(name: Name): void {
    this.#name(name, true);
  }

  #name(name: Name, compress: boolean): void {
    this.#need(name.length + 1);
    if (name.length === 1) {
      this.bytes[this.offset++] = 0;
    } else if (!this.#compress) {
      this.#labels(name);
    } else if (compress && name === this.#lastName && this.#lastOffset < MAX_POINTER_TARGET) {
      this.u16(0xc0_00 | this.#lastOffset);
    } else {
      this.#compressed(name, compress);
    }
  }

  /** Writes all labels and the root's zero; gives how many labels there are, and their places in `labelStarts`. */
  #labels(name: Name): number {
    const { bytes } = this;
    let count = 0;
    let start = this.offset;
    let offset = start + 1;
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      if (code === DOT) {
        const length = offset - start - 1;
        if (length === 0 || length > MAX_LABEL_OCTETS) throw new WireError("bad rdata");
        bytes[start] = length;
        labelStarts[count++] = start;
        start = offset++;
      } else if (code !== BACKSLASH) {
        bytes[offset++] = code;
      } else if (isDecimalEscape(name, at)) {
        bytes[offset++] = decimalEscape(name, at);
        at += 3;
      } else {
        bytes[offset++] = name.charCodeAt(++at);
      }
    }
    bytes[start] = 0;
    this.offset = start + 1;
    return count;
  }

  #compressed(name: Name, compress: boolean): void {
    const start = this.offset;
    const { bytes } = this;
    const count = this.#labels(name);
    let hash = 0;
    let end = this.offset - 1;
    for (let label = count - 1; label >= 0; label--) {
      const from = entryAt(labelStarts, label);
      for (let at = from; at < end; at++) hash = Math.imul(hash ^ octetAt(bytes, at), PRIME);
      hashes[label] = hash;
      end = from;
    }
    this.#lastName = name;
    this.#lastOffset = start;
    this.#table ??= new NameTable();
    const table = this.#table;
    for (let label = 0; label < count; label++) {
      const from = entryAt(labelStarts, label);
      const known = table.findOrAdd(bytes, from, entryAt(hashes, label));
      if (known < 0) continue;
      if (label === 0) this.#lastOffset = known;
      if (compress) {
        this.offset = from;
        this.u16(0xc0_00 | known);
      }
      return;
    }
  }
}
