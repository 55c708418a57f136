/** Hexadecimal, base64 and base32hex (RFC 4648), the ways in which records print binary data. */

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32HEX = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

/** Bytes as hexadecimal digits in lower case. */
export function writeHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
  return text;
}

const HEX = /^(?:[0-9a-fA-F]{2})*$/;

/** Reads pairs of hexadecimal digits in either case; `undefined` for anything else. */
export function readHex(text: string): Uint8Array | undefined {
  if (!HEX.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Bytes as base64 with padding (RFC 4648 section 4). */
export function writeBase64(bytes: Uint8Array): string {
  const text = writeBits(bytes, BASE64, 6);
  return text + "=".repeat((4 - (text.length % 4)) % 4);
}

const BASE64_TEXT = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads base64 with padding; `undefined` for anything else. */
export function readBase64(text: string): Uint8Array | undefined {
  return BASE64_TEXT.test(text) ? readBits(text.replace(/=+$/, ""), BASE64, 6) : undefined;
}

/** Bytes as base32hex without padding (RFC 4648 section 7), in capitals. */
export function writeBase32Hex(bytes: Uint8Array): string {
  return writeBits(bytes, BASE32HEX, 5);
}

/** Reads base32hex without padding in either case; `undefined` for anything else. */
export function readBase32Hex(text: string): Uint8Array | undefined {
  const fits = [0, 2, 4, 5, 7].includes(text.length % 8);
  return fits && /^[0-9A-Va-v]*$/.test(text) ? readBits(text.toUpperCase(), BASE32HEX, 5) : undefined;
}

function writeBits(bytes: Uint8Array, alphabet: string, width: number): string {
  let text = "";
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = ((bits & 0xff) << 8) | byte;
    count += 8;
    while (count >= width) {
      count -= width;
      text += alphabet.charAt((bits >> count) & ((1 << width) - 1));
    }
  }
  return count === 0 ? text : text + alphabet.charAt((bits << (width - count)) & ((1 << width) - 1));
}

function readBits(text: string, alphabet: string, width: number): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * width) / 8));
  let bits = 0;
  let count = 0;
  let length = 0;
  for (const character of text) {
    bits = ((bits & 0xff) << width) | alphabet.indexOf(character);
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = (bits >> count) & 0xff;
  }
  return bytes;
}
