/** Protocol Buffers on the wire: the fields of a message, by number. */

/** A number that may be negative, or octets. */
type ProtobufValue = bigint | Uint8Array;

/** A field of a message. */
export type ProtobufField = readonly [number: number, value: ProtobufValue];

const VARINT = 0;
const FIXED64 = 1;
const OCTETS = 2;
const FIXED32 = 5;

/** Writes fields one after the other. */
export function writeProtobuf(fields: readonly ProtobufField[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    if (typeof value === "bigint") {
      parts.push(varint(BigInt((number << 3) | VARINT)), varint(BigInt.asUintN(64, value)));
    } else {
      parts.push(varint(BigInt((number << 3) | OCTETS)), varint(BigInt(value.length)), value);
    }
  }
  return Buffer.concat(parts);
}

function varint(value: bigint): Uint8Array {
  const octets: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) octets.push(Number(rest & 0x7fn) | 0x80);
  octets.push(Number(rest));
  return Uint8Array.from(octets);
}

/** Reads the fields of a message; what is neither a varint nor octets is passed over. Throws when the message is cut off. */
export function* readProtobuf(message: Uint8Array): Generator<ProtobufField> {
  const reader = new Reader(message);
  while (!reader.atEnd) {
    const tag = Number(reader.varint());
    const number = tag >>> 3;
    switch (tag & 7) {
      case VARINT:
        yield [number, BigInt.asIntN(64, reader.varint())];
        break;
      case OCTETS:
        yield [number, reader.octets(Number(reader.varint()))];
        break;
      case FIXED64:
        reader.octets(8);
        break;
      case FIXED32:
        reader.octets(4);
        break;
      default:
        throw new Error("a field of an unknown kind");
    }
  }
}

class Reader {
  readonly #message: Uint8Array;
  #at = 0;

  constructor(message: Uint8Array) {
    this.#message = message;
  }

  get atEnd(): boolean {
    return this.#at >= this.#message.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [octet = 0] = this.octets(1);
      value |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
    throw new Error("a number that is too long");
  }

  octets(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#message.length) throw new Error("the message is cut off");
    const octets = this.#message.subarray(this.#at, end);
    this.#at = end;
    return octets;
  }
}
