/**
 * Where each character of a YAML scalar stands in the YAML text: block scalars are indented, quoted ones have escapes,
 * and lines may be folded (YAML 1.2, sections 7.3 and 8.1).
 */
import type { Scalar } from "yaml";

/** A scalar's value, and the stretch of the text that it was read from. */
export interface ScalarSource {
  readonly value: string;
  readonly style: Scalar.Type;
  /** The whole YAML text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Offsets in the YAML text, one for each offset in the value from 0 up to and with its length. */
export function placesOf(source: ScalarSource): Uint32Array {
  return source.style === "BLOCK_LITERAL" ? placesInLiteral(source) : placesByContent(source);
}

/** The lines of a literal are those of the text behind the header, less the indentation. */
function placesInLiteral({ value, text, start, end }: ScalarSource): Uint32Array {
  const places = new Uint32Array(value.length + 1);
  let lineStart = endOfLine(text, start) + 1;
  let at = 0;
  for (const line of value.split("\n")) {
    const lineEnd = Math.min(endOfLine(text, lineStart), end);
    const contentEnd = text.charCodeAt(lineEnd - 1) === 0x0d ? lineEnd - 1 : lineEnd;
    const from = Math.max(lineStart, contentEnd - line.length);
    for (let column = 0; column <= line.length; column++) places[at++] = Math.min(from + column, text.length);
    lineStart = lineEnd + 1;
  }
  return places;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

/** A character of a scalar as it is written, escapes read. */
interface Written {
  readonly character: string;
  readonly at: number;
}

/** What is not white space comes in the order of the text; white space may have been folded. */
function placesByContent(source: ScalarSource): Uint32Array {
  const { value, end } = source;
  const written = charactersOf(source);
  const places = new Uint32Array(value.length + 1);
  let next = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character.trim() !== "") {
      while (next < written.length && written[next]?.character !== character) next++;
    }
    const found = written[next];
    places[at] = found?.at ?? end;
    if (found?.character === character) next++;
  }
  places[value.length] = written[next - 1] === undefined ? end : (written[next]?.at ?? end);
  return places;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", _: "\u00a0", N: "\u0085" };
const HEXADECIMAL_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function charactersOf({ style, text, start, end }: ScalarSource): readonly Written[] {
  const written: Written[] = [];
  const isFolded = style === "BLOCK_FOLDED";
  const isQuoted = style === "QUOTE_DOUBLE" || style === "QUOTE_SINGLE";
  let at = isFolded ? endOfLine(text, start) + 1 : isQuoted ? start + 1 : start;
  const stop = isQuoted ? end - 1 : end;
  while (at < stop) {
    const escaped = style === "QUOTE_DOUBLE" && text.charAt(at) === "\\" ? readEscape(text, at) : undefined;
    const isDoubledQuote = style === "QUOTE_SINGLE" && text.startsWith("''", at);
    const { characters, length } = escaped ?? { characters: text.charAt(at), length: isDoubledQuote ? 2 : 1 };
    for (const character of characters.split("")) written.push({ character, at });
    at += length;
  }
  return written;
}

/** What a backslash and what follows it stand for: one character, half a pair each for those beyond 16 bits, or nothing. */
function readEscape(text: string, at: number): { readonly characters: string; readonly length: number } {
  const letter = text.charAt(at + 1);
  const digits = HEXADECIMAL_DIGITS[letter];
  if (digits !== undefined) {
    const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
    const isCharacter = code >= 0 && code <= 0x10ffff;
    return { characters: isCharacter ? String.fromCodePoint(code) : "", length: 2 + digits };
  }
  return { characters: letter === "\n" ? "" : (ESCAPES[letter] ?? letter), length: 2 };
}
