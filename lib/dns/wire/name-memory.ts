/**
 * Strings of names lately read off the wire. Queries repeat: a name that was met before costs a comparison of bytes
 * and no new string. What is remembered is bounded, and never changes what comes out.
 */
import { LABEL_OCTETS } from "../name/label.ts";
import { type Name, ROOT } from "../name/name.ts";
import { slotOf } from "./hash.ts";
import { octetAt } from "./octets.ts";

const SLOT_BITS = 12;
const SLOTS = 1 << SLOT_BITS;
const ROOM = 256;

let octetsOfSlots: Uint8Array | undefined;
const lengths = new Uint8Array(SLOTS);
const names: (Name | undefined)[] = new Array<Name | undefined>(SLOTS).fill(undefined);
const codes: number[] = [];

/**
 * The name whose labels, each after its length, fill the first `length` bytes of `wire`; `hash` is any value made from
 * these bytes.
 */
export function nameOfWire(wire: Uint8Array, length: number, hash: number): Name {
  if (length === 0) return ROOT;
  octetsOfSlots ??= new Uint8Array(SLOTS * ROOM);
  const slot = slotOf(hash, SLOT_BITS);
  const base = slot * ROOM;
  const known = names[slot];
  if (known !== undefined && lengths[slot] === length && isSame(octetsOfSlots, base, wire)) return known;
  const name = writeName(wire, length);
  for (let at = 0; at < length; at++) octetsOfSlots[base + at] = octetAt(wire, at);
  lengths[slot] = length;
  names[slot] = name;
  return name;

  function isSame(stored: Uint8Array, start: number, octets: Uint8Array): boolean {
    for (let at = 0; at < length; at++) if (stored[start + at] !== octets[at]) return false;
    return true;
  }
}

function writeName(wire: Uint8Array, length: number): Name {
  codes.length = 0;
  for (let at = 0; at < length; ) {
    const end = at + 1 + octetAt(wire, at);
    for (at++; at < end; at++) {
      const octet = octetAt(wire, at);
      const text = LABEL_OCTETS[octet] ?? "";
      if (text.length === 1) codes.push(octet);
      else for (let part = 0; part < text.length; part++) codes.push(text.charCodeAt(part));
    }
    codes.push(0x2e);
  }
  return String.fromCharCode.apply(null, codes) as Name;
}
