/** What literals in quotes stand for, as strconv.Unquote reads them. Octet strings. */
import { octetsOfRune, runeAt } from "./utf8.ts";

/** The escapes that are a letter or a backslash. */
export const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** Widths of the escapes that give a number in hexadecimal. */
const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

interface Unescaped {
  readonly octets: string;
  readonly next: number;
}

/**
 * What a literal in double quotes or back quotes stands for, as octets. `undefined` where Go says `invalid syntax`.
 */
export function unquote(literal: string): string | undefined {
  const mark = literal.charAt(0);
  if (literal.length < 2 || !literal.endsWith(mark)) return undefined;
  const inside = literal.slice(1, -1);
  if (mark === "`") return inside.includes("`") ? undefined : inside.replaceAll("\r", "");
  if (mark !== '"' || inside.includes("\n")) return undefined;
  let octets = "";
  for (let at = 0; at < inside.length; ) {
    const step = unescapeAt(inside, at, mark);
    if (step === undefined) return undefined;
    octets += step.octets;
    at = step.next;
  }
  return octets;
}

/** The character code of a constant such as `'x'` or `'\n'`, or what is wrong with it. */
export function unquoteRune(literal: string): number | "syntax" | "malformed" {
  const inside = literal.slice(1, -1);
  const isOctet = HEX_WIDTH[inside.charAt(1)] === 2 || /^[0-7]$/.test(inside.charAt(1));
  const step = unescapeAt(inside, 0, "'");
  if (inside === "" || step === undefined) return "syntax";
  if (step.next !== inside.length) return "malformed";
  return inside.startsWith("\\") && isOctet ? step.octets.charCodeAt(0) : runeAt(step.octets, 0).code;
}

function unescapeAt(text: string, at: number, mark: string): Unescaped | undefined {
  const character = text.charAt(at);
  if (character === mark) return undefined;
  if (character !== "\\") {
    const rune = runeAt(text, at);
    return { octets: octetsOfRune(rune.code), next: at + rune.octets };
  }
  const letter = text.charAt(at + 1);
  const named = NAMED_ESCAPES[letter];
  if (named !== undefined) return { octets: named, next: at + 2 };
  if (letter === mark && letter !== "") return { octets: letter, next: at + 2 };
  const width = HEX_WIDTH[letter];
  if (width !== undefined) return unescapeHex(text, at, width);
  return unescapeOctal(text, at);
}

function unescapeHex(text: string, at: number, width: number): Unescaped | undefined {
  const digits = text.slice(at + 2, at + 2 + width);
  if (digits.length !== width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  const next = at + 2 + width;
  if (width === 2) return { octets: String.fromCharCode(value), next };
  const isRune = value <= 0x10_ff_ff && !(value >= 0xd8_00 && value <= 0xdf_ff);
  return isRune ? { octets: octetsOfRune(value), next } : undefined;
}

function unescapeOctal(text: string, at: number): Unescaped | undefined {
  const digits = text.slice(at + 1, at + 4);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 8);
  return value > 0xff ? undefined : { octets: String.fromCharCode(value), next: at + 4 };
}
