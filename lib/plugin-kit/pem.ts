/** PEM, as Go's encoding/pem reads it (RFC 7468): blocks among any text; what is not quite a block is passed over. */

import { parseBase64 } from "../go/base64.ts";
import { octetString } from "../text/octets.ts";

/** A block. */
export interface PemBlock {
  /** What stands behind BEGIN: `CERTIFICATE`, `EC PRIVATE KEY`. */
  readonly type: string;
  /** Whether `Key: value` lines stand before the data. */
  readonly hasHeaders: boolean;
  readonly octets: Uint8Array;
}

const BEGIN = "-----BEGIN ";
const END = "\n-----END ";
const DASHES = "-----";

/** All blocks, in order. */
export function pemBlocks(bytes: Uint8Array): readonly PemBlock[] {
  const text = octetString(bytes);
  const blocks: PemBlock[] = [];
  let from = 0;
  for (;;) {
    const end = text.indexOf(END, from);
    if (end < 0) return blocks;
    const block = blockBefore(text, { from, end });
    if (block !== undefined) blocks.push(block);
    from = block === undefined ? end + END.length : lineAt(text, end + 1).next;
  }
}

/** The block that ends at an END line; undefined when there is none, or something is wrong with it. */
function blockBefore(text: string, { from, end }: { from: number; end: number }): PemBlock | undefined {
  // A BEGIN line without its END is passed over: the last one counts.
  const begin = from + text.slice(from, end).lastIndexOf(BEGIN);
  if (begin < from || (begin > from && text[begin - 1] !== "\n")) return undefined;
  const first = lineAt(text, begin + BEGIN.length);
  if (!first.text.endsWith(DASHES)) return undefined;
  const type = first.text.slice(0, -DASHES.length);
  const trailer = lineAt(text, end + END.length).text;
  if (trailer !== `${type}${DASHES}`) return undefined;
  let data = first.next;
  let line = lineAt(text, data);
  while (line.text.includes(":") && line.next > data) {
    data = line.next;
    line = lineAt(text, data);
  }
  const hasHeaders = data > first.next;
  if (hasHeaders && data > end) return undefined;
  const reading = parseBase64(text.slice(data, Math.max(data, end)).replace(/[ \t]/g, ""));
  return reading.ok ? { type, hasHeaders, octets: reading.value } : undefined;
}

/** The line from here on without blanks at its end, and where the next one starts. */
function lineAt(text: string, from: number): { readonly text: string; readonly next: number } {
  const feed = text.indexOf("\n", from);
  const end = feed < 0 ? text.length : feed;
  const line = text.slice(from, end).replace(/\r$/, "");
  return { text: line.replace(/[ \t]+$/, ""), next: feed < 0 ? end : end + 1 };
}
