/** UTF-8 octets to text (RFC 3629), without help of a platform. */

/** The text; an octet that is out of place becomes U+FFFD. */
export function readUtf8(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; ) {
    const first = octets[at] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    const code = length === 0 ? undefined : codePoint(octets.subarray(at, at + length), length);
    text += code === undefined ? "\ufffd" : String.fromCodePoint(code);
    at += code === undefined ? 1 : length;
  }
  return text;
}

const SMALLEST: readonly number[] = [0, 0, 0x80, 0x800, 0x10000];

function codePoint(octets: Uint8Array, length: number): number | undefined {
  const [first = 0, ...others] = octets;
  if (octets.length < length || others.some((octet) => octet >> 6 !== 2)) return undefined;
  const code = others.reduce(
    (sum, octet) => (sum << 6) | (octet & 0x3f),
    length === 1 ? first : first & (0x7f >> length),
  );
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0x10ffff || isSurrogate || code < (SMALLEST[length] ?? 0) ? undefined : code;
}
