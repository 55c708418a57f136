/**
 * Header fields on the wire (QPACK, RFC 9204), without a table that grows: this side never says that it has one, so the other
 * side must not use one (section 3.2.3).
 */
import { Http3Code, Http3Error } from "./error.ts";
import { joined } from "./frames.ts";
import { decodeHuffman } from "./huffman.ts";
import { type Field, STATIC_TABLE } from "./static-table.ts";

/** Reads a field section. Throws `Http3Error`. */
export function decodeFields(section: Uint8Array): readonly Field[] {
  const reader = new Reader(section);
  const fields: Field[] = [];
  // Required Insert Count and Base are those of a table without entries.
  if (reader.integer(8) !== 0) throw failure("a table that there is not");
  reader.integer(7);
  while (!reader.atEnd) fields.push(readField(reader));
  return fields;
}

/** Writes a field section: fields and names of the table by their numbers, everything else as it is. */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  return joined(Uint8Array.of(0, 0), ...fields.map(encodeField));
}

/** Reads one line (sections 4.5.2 to 4.5.6); those of a table that grows are none. */
function readField(reader: Reader): Field {
  const first = reader.peek();
  if ((first & 0xc0) === 0xc0) return known(reader.integer(6));
  if ((first & 0xf0) === 0x50 || (first & 0xf0) === 0x70) {
    const [name] = known(reader.integer(4));
    return [name, reader.string(7)];
  }
  if ((first & 0xe0) === 0x20) return [reader.string(3), reader.string(7)];
  throw failure("a table that there is not");
}

function known(index: number): Field {
  const field = STATIC_TABLE[index];
  if (field === undefined) throw failure(`no field has the number ${index}`);
  return field;
}

function encodeField([name, value]: Field): Uint8Array {
  const whole = STATIC_TABLE.findIndex(([known, is]) => known === name && is === value);
  if (whole >= 0) return integer(whole, { bits: 6, flags: 0xc0 });
  const named = STATIC_TABLE.findIndex(([known]) => known === name);
  const text = octetsOf(value);
  const written = joined(integer(text.length, { bits: 7, flags: 0 }), text);
  if (named >= 0) return joined(integer(named, { bits: 4, flags: 0x50 }), written);
  const spelled = octetsOf(name);
  return joined(integer(spelled.length, { bits: 3, flags: 0x20 }), spelled, written);
}

function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

interface Prefix {
  /** Bits of the first octet that are the number's. */
  readonly bits: number;
  /** The others. */
  readonly flags: number;
}

/** A number with a prefix (RFC 7541 section 5.1). */
function integer(value: number, { bits, flags }: Prefix): Uint8Array {
  const most = 2 ** bits - 1;
  if (value < most) return Uint8Array.of(flags | value);
  const octets = [flags | most];
  let rest = value - most;
  for (; rest >= 128; rest = Math.floor(rest / 128)) octets.push((rest % 128) | 0x80);
  octets.push(rest);
  return Uint8Array.from(octets);
}

function failure(text: string): Http3Error {
  return new Http3Error(Http3Code.QPACK_DECOMPRESSION_FAILED, text);
}

class Reader {
  readonly #octets: Uint8Array;
  #at = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  get atEnd(): boolean {
    return this.#at >= this.#octets.length;
  }

  peek(): number {
    const octet = this.#octets[this.#at];
    if (octet === undefined) throw failure("a field section that breaks off");
    return octet;
  }

  integer(bits: number): number {
    const most = 2 ** bits - 1;
    let value = this.#next() & most;
    if (value < most) return value;
    for (let shift = 1; ; shift *= 128) {
      const octet = this.#next();
      value += (octet & 0x7f) * shift;
      if (value > 0xffff_ffff) throw failure("a number that is too large");
      if (octet < 128) return value;
    }
  }

  /** A string whose length has so many bits of the first octet; the bit before them says that it is Huffman's code. */
  string(bits: number): string {
    const isHuffman = (this.peek() & (1 << bits)) !== 0;
    const length = this.integer(bits);
    const end = this.#at + length;
    if (end > this.#octets.length) throw failure("a field section that breaks off");
    const octets = this.#octets.subarray(this.#at, end);
    this.#at = end;
    if (!isHuffman) return octets.reduce((text, octet) => text + String.fromCharCode(octet), "");
    const text = decodeHuffman(octets);
    if (text === undefined) throw failure("a string that is no Huffman code");
    return text;
  }

  #next(): number {
    const octet = this.peek();
    this.#at++;
    return octet;
  }
}
