/** Texts in quotes as Go's %q and strconv.Quote write them. */

const NAMED: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\u000b": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

/** The text in double quotes, with what cannot be printed escaped. */
export function quote(text: string): string {
  let quoted = "";
  for (const character of text) quoted += NAMED[character] ?? (isPrintable(character) ? character : escaped(character));
  return `"${quoted}"`;
}

/** What Go calls printable: letters, marks, numbers, punctuation, symbols, and of all spaces the ASCII one. */
function isPrintable(character: string): boolean {
  return character === " " || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
