/** A place in a line of octets, and the words that can be read from there without knowing more of master files. */
import { OCTET_VALUES, octetAt } from "../wire/octets.ts";
import { SPACE, TAB } from "./characters.ts";

const DOT = 0x2e;
const MAX_LABEL_OCTETS = 63;
const MAX_DIGITS = 10;

/** Octets of names that stand for themselves. */
const NAME_OCTETS = octetsIn("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*");

/** A table that has 1 for these characters. */
export function octetsIn(characters: string): Uint8Array {
  const table = new Uint8Array(OCTET_VALUES);
  for (let at = 0; at < characters.length; at++) table[characters.charCodeAt(at)] = 1;
  return table;
}

/** One for all lines. */
export class PlainCursor {
  octets: Uint8Array = new Uint8Array();
  at = 0;
  /** Behind the line's last octet. */
  end = 0;

  /** The octet here; not a number at the end. */
  get octet(): number {
    return this.at < this.end ? octetAt(this.octets, this.at) : NaN;
  }

  /** Passes over blanks; false when there are none. */
  blanks(): boolean {
    const { octets, end, at: from } = this;
    let at = from;
    while (at < end && (octets[at] === SPACE || octets[at] === TAB)) at++;
    this.at = at;
    return at > from;
  }

  /** True when nothing but blanks is left. */
  isOver(): boolean {
    this.blanks();
    return this.at === this.end;
  }

  /** Reads a number up to the next blank or the end; -1 when it is none or too large. */
  number(limit: number): number {
    const { octets, end, at: from } = this;
    let at = from;
    let value = 0;
    for (; at < end; at++) {
      const digit = octetAt(octets, at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.at = at;
    return at === from || at - from > MAX_DIGITS || value > limit || !this.isWordOver() ? -1 : value;
  }

  /** True at a blank or at the end. */
  isWordOver(): boolean {
    const { octets, at, end } = this;
    return at === end || octets[at] === SPACE || octets[at] === TAB;
  }

  /** Passes over a name with a label of `usual` octets at least; false when it is not plain. An absolute one ends in a dot. */
  name(usual: Uint8Array = NAME_OCTETS): boolean {
    const { octets, end, at: from } = this;
    let at = from;
    let label = from;
    for (; at < end; at++) {
      const octet = octetAt(octets, at);
      if (usual[octet] === 1) continue;
      if (octet !== DOT) break;
      if (at === label || at - label > MAX_LABEL_OCTETS) return false;
      label = at + 1;
    }
    this.at = at;
    return at > from && at - label <= MAX_LABEL_OCTETS && this.isWordOver();
  }

  /** True when the octet before this one is a dot. */
  get isBehindDot(): boolean {
    return this.octets[this.at - 1] === DOT;
  }
}
