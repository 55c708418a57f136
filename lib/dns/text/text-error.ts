/** What is wrong with a record's text, in the words that CoreDNS prints. */
import type { Token } from "./token.ts";

/** A mistake in presentation format: a value, never thrown. */
export class TextError {
  /** What is wrong, for instance `bad A A`. Empty where CoreDNS prints nothing either. */
  readonly reason: string;
  /** The token at which reading stopped. */
  readonly token: Token;
  /** The file's name; empty when the text is from no file. */
  readonly file: string;

  constructor(reason: string, token: Token, file = "") {
    this.reason = reason;
    this.token = token;
    this.file = file;
  }

  /** The whole line, for instance `dns: bad A A: "192.0.2.300" at line: 3:20`. */
  get message(): string {
    const place = `at line: ${this.token.line}:${this.token.column}`;
    const file = this.file === "" ? "" : `${this.file}: `;
    return `${file}dns: ${this.reason}: ${quoteToAscii(this.token.text)} ${place}`;
  }

  /** The same mistake, said of a file. */
  inFile(file: string): TextError {
    return new TextError(this.reason, this.token, file);
  }
}

const NAMED: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** An octet string as a quoted literal in ASCII, the way Go quotes: UTF-8 as `\u00e9`, other octets as `\xff`. */
export function quoteToAscii(octets: string): string {
  let quoted = "";
  for (let at = 0; at < octets.length; ) {
    const octet = octets.charCodeAt(at);
    const length = octet < 0x80 ? 1 : sequenceLength(octets, at);
    if (length > 1) quoted += escapeCodePoint(octets, { at, length });
    else quoted += NAMED[octet] ?? (octet < 0x20 || octet > 0x7e ? `\\x${hex(octet, 2)}` : octets.charAt(at));
    at += length;
  }
  return `"${quoted}"`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}

function escapeCodePoint(octets: string, sequence: { readonly at: number; readonly length: number }): string {
  const code = codePoint(octets, sequence.at, sequence.length);
  return code > 0xff_ff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function codePoint(octets: string, at: number, length: number): number {
  let code = octets.charCodeAt(at) & (0xff >> (length + 1));
  for (let next = 1; next < length; next++) code = (code << 6) | (octets.charCodeAt(at + next) & 0x3f);
  return code;
}

const SMALLEST: readonly number[] = [0, 0, 0x80, 0x8_00, 0x1_00_00];

/** Octets of the UTF-8 sequence at `at`; 1 when there is no valid one. */
function sequenceLength(octets: string, at: number): number {
  const first = octets.charCodeAt(at);
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 1;
  for (let next = 1; next < length; next++) if ((octets.charCodeAt(at + next) & 0xc0) !== 0x80) return 1;
  const code = codePoint(octets, at, length);
  const surrogate = code >= 0xd8_00 && code <= 0xdf_ff;
  return surrogate || code > 0x10_ff_ff || code < (SMALLEST[length] ?? 0) ? 1 : length;
}
