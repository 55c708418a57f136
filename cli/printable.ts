/**
 * What a Corefile, a zone or a reply holds must not steer the terminal that it is shown on, nor turn around how its line
 * reads: control characters (C0, DEL, C1: ECMA-48) and those of the bidirectional algorithm (UAX #9) are shown escaped.
 */

const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;
/** JSON.stringify writes those below a blank as escapes itself. */
const STEERING_IN_JSON = /[\u007f-\u009f\p{Bidi_Control}]/gu;

/** A text as it may be shown: `\x1b`, `\u202e`. Line feeds and tabs stay. */
export function printable(text: string): string {
  return text.replace(STEERING, (character) =>
    character === "\t" || character === "\n" ? character : escaped(character),
  );
}

/** A text that should stay on its line; tabs stay. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "\\x0a");
}

/** A value as JSON, two blanks for each level, with JSON's own escapes for what steers a terminal. */
export function printableJson(value: unknown): string {
  const hex = (character: string): string => `\\u${numberOf(character).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, 2).replace(STEERING_IN_JSON, hex);
}

/**
 * Text for XML 1.0: characters that it cannot have become U+FFFD, what steers a terminal becomes a character reference.
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(STEERING_IN_JSON, (character) => `&#x${numberOf(character).toString(16)};`);
}

function escaped(character: string): string {
  const number = numberOf(character);
  return number < 0x100 ? `\\x${number.toString(16).padStart(2, "0")}` : `\\u${number.toString(16).padStart(4, "0")}`;
}

function numberOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
