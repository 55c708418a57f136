/** What relative names of plain lines are relative to, in the forms in which it is put behind them. */

import { canonical, type Name, ROOT } from "../name/name.ts";
import { octetAt } from "../wire/octets.ts";
import { WireWriter } from "../wire/writer.ts";
import type { PlainCursor } from "./plain-cursor.ts";

const AT = 0x40;
const DOT = 0x2e;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const CASE = 0x20;
/** The longest name in presentation format when nothing in it is escaped. */
export const MAX_NAME_CHARACTERS = 254;
const NO_OCTETS = new Uint8Array();

/** The first octets of an array that is used again and again. */
export interface FilledOctets {
  readonly octets: Uint8Array;
  length: number;
}

/** Room for so many octets, none of them filled yet. */
export function roomFor(octets: number): FilledOctets {
  return { octets: new Uint8Array(octets), length: 0 };
}

/** An origin without escapes. */
export class PlainOrigin {
  readonly name: Name | undefined;
  readonly #text: Uint8Array;
  readonly #wire: Uint8Array;
  readonly #lowerWire: Uint8Array;

  constructor(name: Name | undefined) {
    this.name = name;
    const plain = name === undefined || name.includes("\\") ? undefined : name;
    this.#text = plain === undefined ? NO_OCTETS : textOf(plain);
    this.#wire = plain === undefined ? NO_OCTETS : wireOf(plain);
    this.#lowerWire = plain === undefined ? NO_OCTETS : wireOf(canonical(plain));
  }

  /** False when there is none, or it has escapes. */
  get isPlain(): boolean {
    return this.#text.length > 0;
  }

  /** Reads a name in full into `into`, its case kept; false when it is not plain. */
  readText(line: PlainCursor, into: FilledOctets): boolean {
    const from = line.at;
    const isOrigin = line.octet === AT;
    if (isOrigin ? !isWord(line) : !line.name()) return false;
    let length = 0;
    if (!isOrigin) {
      if (!this.#fits(line, from)) return false;
      for (let at = from; at < line.at; at++) into.octets[length++] = octetAt(line.octets, at);
      if (!line.isBehindDot) {
        into.octets[length++] = DOT;
        if (this.#text.length === 1) {
          into.length = length;
          return true;
        }
      } else {
        into.length = length;
        return true;
      }
    }
    into.octets.set(this.#text, length);
    into.length = length + this.#text.length;
    return true;
  }

  /** Reads a name in full into wire format behind what `into` has; false when it is not plain. */
  readWire(line: PlainCursor, into: FilledOctets, toLower: boolean): boolean {
    const from = line.at;
    const origin = toLower ? this.#lowerWire : this.#wire;
    if (line.octet === AT) {
      if (!isWord(line)) return false;
      append(into, origin);
      return true;
    }
    if (line.octet === DOT) {
      if (!isWord(line)) return false;
      into.octets[into.length++] = 0;
      return true;
    }
    if (!line.name() || !this.#fits(line, from)) return false;
    const { octets } = into;
    let lengthAt = into.length;
    let at = lengthAt + 1;
    for (let read = from; read < line.at; read++) {
      const octet = octetAt(line.octets, read);
      if (octet !== DOT) {
        octets[at++] = toLower ? lowerOctet(octet) : octet;
        continue;
      }
      octets[lengthAt] = at - lengthAt - 1;
      lengthAt = at++;
    }
    if (line.isBehindDot) {
      octets[lengthAt] = 0;
      into.length = at;
      return true;
    }
    octets[lengthAt] = at - lengthAt - 1;
    into.length = at;
    append(into, origin);
    return true;
  }

  /** Whether the name from there up to the cursor is not too long. */
  #fits({ at, isBehindDot }: PlainCursor, from: number): boolean {
    const behind = isBehindDot ? 0 : this.#text.length + (this.#text.length === 1 ? 0 : 1);
    return at - from + behind <= MAX_NAME_CHARACTERS;
  }
}

/** An octet of a name in lower case. */
export function lowerOctet(octet: number): number {
  return octet >= UPPER_A && octet <= UPPER_Z ? octet | CASE : octet;
}

/** Passes over one octet that is a word. */
function isWord(line: PlainCursor): boolean {
  line.at++;
  return line.isWordOver();
}

function append(into: FilledOctets, octets: Uint8Array): void {
  for (let at = 0; at < octets.length; at++) into.octets[into.length + at] = octetAt(octets, at);
  into.length += octets.length;
}

/** Writes a text of ASCII; gives how many octets there are. */
export function putText(text: string, octets: Uint8Array): number {
  for (let at = 0; at < text.length; at++) octets[at] = text.charCodeAt(at);
  return text.length;
}

function textOf(name: Name): Uint8Array {
  const octets = new Uint8Array(name.length);
  putText(name, octets);
  return octets;
}

function wireOf(name: Name): Uint8Array {
  const writer = new WireWriter(new Uint8Array(name.length + 2));
  writer.name(name === ROOT ? ROOT : name);
  return writer.bytes.slice(0, writer.offset);
}
