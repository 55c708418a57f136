/** Raw deflate (RFC 1951) that gives up as soon as more comes out than it may: a few octets can stand for gigabytes. */
import { Inflate } from "fflate";

/** So much goes in at once: out of it comes a megabyte at most. */
const SLICE_OCTETS = 1024;

/** What came out; `undefined` for more than `maxOctets`, and for what is no whole stream. */
export function boundedInflate(octets: Uint8Array, maxOctets: number): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const inflate = new Inflate((part, isLast) => {
    length += part.length;
    isWhole = isLast;
    if (length <= maxOctets) parts.push(part);
  });
  try {
    for (let at = 0; at < octets.length && length <= maxOctets; at += SLICE_OCTETS) {
      const end = Math.min(at + SLICE_OCTETS, octets.length);
      inflate.push(octets.subarray(at, end), end === octets.length);
    }
  } catch {
    // It is no deflate, or is cut off.
    return undefined;
  }
  if (!isWhole || length > maxOctets) return undefined;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
