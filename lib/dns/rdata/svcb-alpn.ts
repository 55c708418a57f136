/** The alpn parameter: a list of protocol names, escaped twice in text (RFC 9460 appendix A.1). */
import { octetBytes } from "../../text/octets.ts";
import { decimalEscape, isDecimalEscape, writeDecimalEscape } from "../text/escape.ts";
import { octetAt } from "../wire/octets.ts";

const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const MAX_NAME = 255;

/** An octet and how many characters it takes; undefined at an open escape or at the end. */
function nextOctet(text: string, at: number): readonly [octet: number, characters: number] | undefined {
  if (text.charCodeAt(at) !== BACKSLASH) return at < text.length ? [text.charCodeAt(at), 1] : undefined;
  if (at + 1 === text.length) return undefined;
  return isDecimalEscape(text, at) ? [decimalEscape(text, at), 4] : [text.charCodeAt(at + 1), 2];
}

/** Reads a list of protocol names; `undefined` when one is empty, too long or badly escaped. */
export function readAlpn(text: string): Uint8Array | undefined {
  if (text === "") return new Uint8Array();
  let wire = "";
  let name = "";
  for (let at = 0; at < text.length; ) {
    const next = nextOctet(text, at);
    if (next === undefined) return undefined;
    const [octet, characters] = next;
    at += characters;
    if (octet === COMMA) {
      if (name === "" || name.length > MAX_NAME) return undefined;
      wire += String.fromCharCode(name.length) + name;
      name = "";
      continue;
    }
    let plain = octet;
    if (octet === BACKSLASH) {
      const escaped = nextOctet(text, at);
      if (escaped === undefined || (escaped[0] !== BACKSLASH && escaped[0] !== COMMA)) return undefined;
      plain = escaped[0];
      at += escaped[1];
    }
    name += String.fromCharCode(plain);
  }
  if (name === "" || name.length > MAX_NAME) return undefined;
  return octetBytes(wire + String.fromCharCode(name.length) + name);
}

/** Writes a list of protocol names. */
export function writeAlpn(value: Uint8Array): string {
  const names: string[] = [];
  for (let at = 0; at < value.length; ) {
    const end = at + 1 + octetAt(value, at);
    let name = "";
    for (at++; at < end; at++) name += writeOctet(octetAt(value, at));
    names.push(name);
  }
  return names.join(",");
}

function writeOctet(octet: number): string {
  if (octet < 0x20 || octet > 0x7e) return writeDecimalEscape(octet);
  if (octet === COMMA) return "\\\\\\044";
  if (octet === BACKSLASH) return "\\\\\\092";
  const character = String.fromCharCode(octet);
  return '"; '.includes(character) ? `\\${character}` : character;
}
