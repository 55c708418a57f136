/** Fields of a Protocol Buffers message, read one after the other. */
import { u32At } from "../octet-queue.ts";

const VARINT = 0;
const FIXED64 = 1;
const OCTETS = 2;
const FIXED32 = 5;
/** A number of 64 bits takes at most so many octets. */
const MOST_VARINT = 10;

/** Takes each field; gives false when the message is malformed. Groups, which nobody writes any more, are malformed. */
export function readFields(message: Uint8Array, field: (number: number, value: number | Uint8Array) => void): boolean {
  let at = 0;
  const varint = (): number | undefined => {
    let value = 0;
    for (let index = 0, factor = 1; index < MOST_VARINT; index++, factor *= 0x80) {
      const octet = message[at++];
      if (octet === undefined) return undefined;
      value += (octet & 0x7f) * factor;
      if (octet < 0x80) return value;
    }
    return undefined;
  };
  while (at < message.length) {
    const tag = varint();
    if (tag === undefined) return false;
    const kind = tag % 8;
    const number = Math.floor(tag / 8);
    const length = kind === OCTETS ? varint() : kind === FIXED32 ? 4 : kind === FIXED64 ? 8 : 0;
    if (length === undefined || at + length > message.length) return false;
    if (kind === VARINT) {
      const value = varint();
      if (value === undefined) return false;
      field(number, value);
    } else if (kind === OCTETS) field(number, message.subarray(at, at + length));
    else if (kind === FIXED32) field(number, u32At(message, at, true));
    else if (kind !== FIXED64) return false;
    at += length;
  }
  return true;
}
