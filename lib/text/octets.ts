/** Octet strings: texts whose every character is one octet, as Go has them. */

const OCTETS_AT_ONCE = 2048;
/** So few are put together one by one. */
const FEW_OCTETS = 64;

/** Everything in one octet: nothing to convert. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are octets here.
const ASCII = /^[\x00-\x7f]*$/;

/** The octet string of a text's UTF-8 form. */
export function utf8Octets(text: string): string {
  if (ASCII.test(text)) return text;
  let octets = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) octets += character;
    else if (code < 0x8_00) octets += String.fromCharCode(0xc0 | (code >> 6), continuation(code));
    else if (code < 0x1_00_00) octets += threeOctets(code >= 0xd8_00 && code <= 0xdf_ff ? 0xff_fd : code);
    else
      octets += String.fromCharCode(
        0xf0 | (code >> 18),
        continuation(code >> 12),
        continuation(code >> 6),
        continuation(code),
      );
  }
  return octets;
}

/** How many octets a text has in UTF-8. */
export function utf8Length(text: string): number {
  let octets = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) octets += 1;
    else if (code < 0x8_00) octets += 2;
    else octets += code < 0x1_00_00 ? 3 : 4;
  }
  return octets;
}

function threeOctets(code: number): string {
  return String.fromCharCode(0xe0 | (code >> 12), continuation(code >> 6), continuation(code));
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** The octets of a byte array as an octet string. */
export function octetString(bytes: Uint8Array, start = 0, end: number = bytes.length): string {
  let octets = "";
  if (end - start < FEW_OCTETS) {
    for (let at = start; at < end; at++) octets += String.fromCharCode(bytes[at] ?? 0);
    return octets;
  }
  // A long text that is put together octet by octet takes thirty times its size while it is made.
  for (let at = start; at < end; at += OCTETS_AT_ONCE) {
    const piece: string = Reflect.apply(
      String.fromCharCode,
      undefined,
      bytes.subarray(at, Math.min(at + OCTETS_AT_ONCE, end)),
    );
    octets += piece;
  }
  return octets;
}

/** The bytes of an octet string. */
export function octetBytes(octets: string): Uint8Array {
  const bytes = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at++) bytes[at] = octets.charCodeAt(at);
  return bytes;
}
