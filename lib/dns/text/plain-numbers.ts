/** Numbers of plain lines, from text to wire format, with the blanks behind them. */
import type { PlainCursor } from "./plain-cursor.ts";
import type { FilledOctets } from "./plain-origin.ts";

const MAX_U8 = 0xff;
const MAX_U16 = 0xff_ff;
const MAX_U32 = 0xff_ff_ff_ff;

export function readU8(line: PlainCursor, into: FilledOctets): boolean {
  const value = line.number(MAX_U8);
  if (value < 0 || !line.blanks()) return false;
  into.octets[into.length++] = value;
  return true;
}

export function readU16(line: PlainCursor, into: FilledOctets): boolean {
  const value = line.number(MAX_U16);
  if (value < 0 || !line.blanks()) return false;
  putU16(into, value);
  return true;
}

export function readU32(line: PlainCursor, into: FilledOctets): boolean {
  const value = line.number(MAX_U32);
  if (value < 0 || !line.blanks()) return false;
  putU32(into, value);
  return true;
}

export function putU16(into: FilledOctets, value: number): void {
  into.octets[into.length++] = value >> 8;
  into.octets[into.length++] = value;
}

export function putU32(into: FilledOctets, value: number): void {
  putU16(into, value >>> 16);
  putU16(into, value);
}
