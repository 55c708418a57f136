/** Labels in presentation format: how octets are escaped in names, and where a label ends (RFC 1035 section 5.1). */

import { decimalEscape, isDecimalEscape, writeDecimalEscape } from "../text/escape.ts";
import { OCTET_VALUES } from "../wire/octets.ts";

const BACKSLASH = 0x5c;
const DOT = 0x2e;

/** The limit of a label in octets (RFC 1035 section 2.3.4). */
export const MAX_LABEL_OCTETS = 63;
/** The limit of a name in octets on the wire, lengths of labels and the root's zero included (section 2.3.4). */
export const MAX_NAME_OCTETS = 255;

/** How each octet is written inside a label. */
export const LABEL_OCTETS: readonly string[] = Array.from({ length: OCTET_VALUES }, (_, octet) => {
  if (octet < 0x20 || octet > 0x7e) return writeDecimalEscape(octet);
  const character = String.fromCharCode(octet);
  return ". '@;()\"\\".includes(character) ? `\\${character}` : character;
});

/** A label as a name is written: its octets, all specials escaped. */
export function writeLabel(octets: string): string {
  let text = "";
  for (let at = 0; at < octets.length; at++) text += LABEL_OCTETS[octets.charCodeAt(at) & 0xff];
  return text;
}

/** A relative or absolute name taken apart: the octets of each label. */
export interface LabelOctets {
  readonly labels: readonly string[];
  /** True when the name ends in a dot that is no octet of a label. */
  readonly absolute: boolean;
}

/** Takes a name that is an octet string apart; `undefined` for an empty label, a label of more than 63 octets or a backslash at the end. */
export function readLabels(text: string): LabelOctets | undefined {
  const labels: string[] = [];
  let label = "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (label === "" || label.length > MAX_LABEL_OCTETS) return undefined;
      labels.push(label);
      label = "";
    } else if (code !== BACKSLASH) {
      label += text.charAt(at);
    } else if (isDecimalEscape(text, at)) {
      label += String.fromCharCode(decimalEscape(text, at));
      at += 3;
    } else {
      at++;
      if (at === text.length) return undefined;
      label += text.charAt(at);
    }
  }
  const absolute = label === "";
  if (label.length > MAX_LABEL_OCTETS) return undefined;
  if (!absolute) labels.push(label);
  return { labels, absolute };
}

/** The place behind the dot that ends the label at `start`; the length of the name behind its last label. */
export function endOfLabel(name: string, start: number): number {
  for (let at = start; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code === DOT) return at + 1;
    if (code === BACKSLASH) at += isDecimalEscape(name, at) ? 3 : 1;
  }
  return name.length;
}

/** True when an escape makes the character at `at` an octet of a label. */
export function isEscaped(name: string, at: number): boolean {
  let backslashes = 0;
  while (name.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
