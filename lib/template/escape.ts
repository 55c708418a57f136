/** html, js and urlquery: texts made safe for other languages (Go, text/template). */

import { isPrintable } from "../go/quote.ts";
import { runesOf } from "../go/utf8.ts";
import { utf8Octets } from "../text/octets.ts";

const HTML: Readonly<Record<string, string>> = {
  "\0": utf8Octets("\uFFFD"),
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Octets for the inside of an HTML text. */
export function escapeHtml(octets: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is one of the octets that are replaced.
  return octets.replace(/[\x00"'&<>]/g, (character) => HTML[character] ?? character);
}

const SCRIPT: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
};

/** Octets for the inside of a JavaScript string. */
export function escapeScript(octets: string): string {
  let text = "";
  let at = 0;
  for (const rune of runesOf(octets)) {
    const sequence = octets.slice(at, at + rune.octets);
    const isPlain = rune.code < 0x80 ? rune.code >= 0x20 : isPrintable(rune.code);
    text += SCRIPT[sequence] ?? (isPlain ? sequence : `\\u${rune.code.toString(16).toUpperCase().padStart(4, "0")}`);
    at += rune.octets;
  }
  return text;
}

/** Octets for the query of a URL: spaces as `+`, what is not unreserved as `%XX` (RFC 3986 section 2.3). */
export function escapeQuery(octets: string): string {
  let text = "";
  for (let at = 0; at < octets.length; at++) {
    const character = octets.charAt(at);
    if (/[\w.~-]/.test(character)) text += character;
    else text += character === " " ? "+" : `%${octets.charCodeAt(at).toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}
