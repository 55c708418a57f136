/**
 * Octets and their escapes (RFC 1035 section 5.1). An octet string is a string with one character, U+0000 to U+00FF,
 * for each octet: texts of records are held so, because they are neither ASCII nor any other character set.
 */

const BACKSLASH = 0x5c;

/** True for the code of a decimal digit. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** True when `\DDD` stands at `at`, the place of the backslash. */
export function isDecimalEscape(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at + 1)) && isDigit(text.charCodeAt(at + 2)) && isDigit(text.charCodeAt(at + 3));
}

/** The octet of the `\DDD` at `at`. Like CoreDNS, numbers above 255 start again at 0. */
export function decimalEscape(text: string, at: number): number {
  const hundreds = text.charCodeAt(at + 1) - 0x30;
  const tens = text.charCodeAt(at + 2) - 0x30;
  return (hundreds * 100 + tens * 10 + text.charCodeAt(at + 3) - 0x30) & 0xff;
}

/** `\DDD` for an octet. */
export function writeDecimalEscape(octet: number): string {
  return `\\${String(octet).padStart(3, "0")}`;
}

/** The octet string that a text with escapes stands for; a backslash with nothing behind it is dropped. */
export function readEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:\d{3}|.?)/gs, (escaped) =>
    isDecimalEscape(escaped, 0) ? String.fromCharCode(decimalEscape(escaped, 0)) : escaped.slice(1),
  );
}

/** Whether all characters are printable ASCII and none is a quote or a backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The inside of a quoted character-string: quotes and backslashes escaped, what is not printable ASCII as `\DDD`. */
export function writeEscapes(octets: string): string {
  if (PLAIN.test(octets)) return octets;
  let text = "";
  for (let at = 0; at < octets.length; at++) {
    const octet = octets.charCodeAt(at);
    if (octet === 0x22 || octet === BACKSLASH) text += `\\${octets.charAt(at)}`;
    else if (octet < 0x20 || octet > 0x7e) text += writeDecimalEscape(octet);
    else text += octets.charAt(at);
  }
  return text;
}
