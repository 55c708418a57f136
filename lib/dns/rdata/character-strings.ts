/** Rows of character-strings (RFC 1035 section 3.3), held as octet strings. */
import { readEscapes, writeEscapes } from "../text/escape.ts";
import { TextError } from "../text/text-error.ts";
import type { Token } from "../text/token.ts";
import { badField, type RdataSource } from "./codec.ts";
import type { Field } from "./fields.ts";

const MAX_CHARACTER_STRING = 255;

/** Reads character-strings up to the end of the line, quoted or not; what is longer than 255 octets is cut. */
export function readCharacterStrings(source: RdataSource, what: string): string[] | TextError {
  const strings: string[] = [];
  let quoted = false;
  let empty = false;
  for (;;) {
    const token = source.lexer.next();
    if (token.kind === "newline" || token.kind === "end") return quoted ? badField(what, token) : strings;
    if (token.error) return badField(what, token);
    if (token.kind === "string") {
      empty = false;
      if (hasOpenEscape(token)) return badField(what, token);
      cut(readEscapes(token.text), strings);
    } else if (token.kind === "quote") {
      if (empty && quoted) strings.push("");
      quoted = !quoted;
      empty = true;
    }
  }
}

function cut(octets: string, strings: string[]): void {
  let start = 0;
  do {
    strings.push(octets.slice(start, start + MAX_CHARACTER_STRING));
    start += MAX_CHARACTER_STRING;
  } while (start < octets.length);
}

function hasOpenEscape(token: Token): boolean {
  return /(?<!\\)(?:\\\\)*\\$/.test(token.text);
}

/** Character-strings as text: each in quotes, blanks between them. */
export function writeCharacterStrings(strings: readonly string[]): string {
  return strings.map((octets) => `"${writeEscapes(octets)}"`).join(" ");
}

/** One or more character-strings to the end of the RDATA. */
export function characterStrings(label: string): Field<readonly string[]> {
  return {
    toEnd: true,
    decode(from) {
      const strings: string[] = [];
      while (!from.atEnd) strings.push(from.characterString());
      return strings;
    },
    encode(value, to) {
      for (const octets of value) to.characterString(octets);
    },
    read: (source, owner) => readCharacterStrings(source, `${owner} ${label}`),
    write: writeCharacterStrings,
  };
}

/** The octets of a URI or a CAA value: all there are, written as one quoted string. */
export function octetsToEnd(label: string): Field<string> {
  return {
    toEnd: true,
    // CoreDNS takes backslashes off the wire for escapes when it writes them again.
    decode: (from) => readEscapes(from.octets()),
    encode: (value, to) => to.octets(value),
    read(source, owner, before) {
      source.lexer.next();
      const strings = readCharacterStrings(source, `${owner} ${label}`);
      if (strings instanceof TextError) return strings;
      const [octets] = strings;
      return octets === undefined || strings.length !== 1 ? badField(`${owner} ${label}`, before) : octets;
    },
    write: (value) => `"${writeEscapes(value)}"`,
  };
}
