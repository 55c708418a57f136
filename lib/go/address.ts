/** IP addresses as text and as bytes, read and written as CoreDNS does (RFC 4291 section 2.2, RFC 5952). */

/** Reads an IPv4 address: four decimal numbers without leading zeros; `undefined` for anything else. */
export function readIpv4(text: string): Uint8Array | undefined {
  if (text.length > 15) return undefined;
  const bytes = new Uint8Array(4);
  return fillIpv4(text, 0, bytes) ? bytes : undefined;
}

/** Reads dotted decimals from `start` to the end of the text into the last four bytes of `bytes`. */
function fillIpv4(text: string, start: number, bytes: Uint8Array): boolean {
  const offset = bytes.length - 4;
  let field = 0;
  let value = 0;
  let digits = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (digits === 0 || field === 3) return false;
      bytes[offset + field++] = value;
      value = 0;
      digits = 0;
      continue;
    }
    if (code < 0x30 || code > 0x39 || (digits === 1 && value === 0)) return false;
    value = value * 10 + code - 0x30;
    digits++;
    if (value > 255) return false;
  }
  if (field !== 3 || digits === 0) return false;
  bytes[offset + 3] = value;
  return true;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Reads an IPv6 address without a zone; an IPv4 tail is allowed; `undefined` for anything else. */
export function readIpv6(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(16);
  let length = 0;
  let gap = -1;
  let at = 0;
  if (text.startsWith("::")) {
    gap = 0;
    at = 2;
    if (text.length === 2) return bytes;
  }
  while (length < 16) {
    const group = readGroup(text, at);
    if (group === undefined) return undefined;
    if (text.charCodeAt(group.end) === 0x2e) {
      // Without a gap the IPv4 tail must be the last four bytes; with one there must be room for it.
      if (gap < 0 ? length !== 12 : length > 12) return undefined;
      const tail = new Uint8Array(4);
      if (!fillIpv4(text, at, tail)) return undefined;
      bytes.set(tail, length);
      length += 4;
      at = text.length;
      break;
    }
    bytes[length++] = group.value >> 8;
    bytes[length++] = group.value & 0xff;
    at = group.end;
    if (at === text.length) break;
    if (text.charCodeAt(at) !== 0x3a || at + 1 === text.length) return undefined;
    at++;
    if (text.charCodeAt(at) === 0x3a) {
      if (gap >= 0) return undefined;
      gap = length;
      at++;
      if (at === text.length) break;
    }
  }
  return at === text.length ? openGap(bytes, length, gap) : undefined;
}

function readGroup(text: string, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  let end = start;
  for (; end < text.length; end++) {
    const digit = hexDigit(text.charCodeAt(end));
    if (digit < 0) break;
    if (end - start > 3) return undefined;
    value = value * 16 + digit;
  }
  return end === start ? undefined : { value, end };
}

/** Moves what stands behind `::` to the end; without a `::` all sixteen bytes must be there. */
function openGap(bytes: Uint8Array, length: number, gap: number): Uint8Array | undefined {
  if (length === 16) return gap < 0 ? bytes : undefined;
  if (gap < 0) return undefined;
  const moved = length - gap;
  bytes.copyWithin(16 - moved, gap, length);
  bytes.fill(0, gap, 16 - moved);
  return bytes;
}

/** Reads an address of either family. */
export function readAddress(text: string): Uint8Array | undefined {
  return text.includes(":") ? readIpv6(text) : readIpv4(text);
}

/** True for ::ffff:0:0/96, IPv4 addresses in IPv6 clothes (RFC 4291 section 2.5.5.2). */
export function isIpv4Mapped(bytes: Uint8Array, offset = 0): boolean {
  for (let at = 0; at < 10; at++) if (bytes[offset + at] !== 0) return false;
  return bytes[offset + 10] === 0xff && bytes[offset + 11] === 0xff;
}

/** Four bytes from `offset` as dotted decimals. */
export function writeIpv4(bytes: Uint8Array, offset = 0): string {
  return `${bytes[offset]}.${bytes[offset + 1]}.${bytes[offset + 2]}.${bytes[offset + 3]}`;
}

/** Sixteen bytes from `offset` as RFC 5952 has it; IPv4-mapped addresses as `::ffff:192.0.2.1`. */
export function writeIpv6(bytes: Uint8Array, offset = 0): string {
  if (isIpv4Mapped(bytes, offset)) return `::ffff:${writeIpv4(bytes, offset + 12)}`;
  const groups: number[] = [];
  for (let at = offset; at < offset + 16; at += 2) groups.push(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  const [gapStart, gapEnd] = longestZeros(groups);
  let text = "";
  for (let at = 0; at < 8; at++) {
    if (at === gapStart) {
      text += "::";
      at = gapEnd - 1;
      continue;
    }
    if (at > 0 && at !== gapEnd) text += ":";
    text += (groups[at] ?? 0).toString(16);
  }
  return text;
}

/** The first longest run of at least two zeros, as [start, end). */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let best: readonly [number, number] = [-1, -1];
  let longest = 1;
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest) {
      longest = end - start;
      best = [start, end];
    }
    if (end > start) start = end;
  }
  return best;
}

/** An address as CoreDNS prints it: IPv4-mapped addresses as plain IPv4. */
export function writeAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return writeIpv4(bytes);
  return isIpv4Mapped(bytes) ? writeIpv4(bytes, 12) : writeIpv6(bytes);
}
