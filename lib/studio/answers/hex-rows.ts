/** Bytes as people read them: rows of sixteen with their offset and their characters. */

export interface HexRow {
  /** Four hex digits. */
  readonly offset: string;
  readonly bytes: string;
  /** Printable ASCII; a dot for the rest. */
  readonly text: string;
}

const BYTES_PER_ROW = 16;

/** Rows of a message in hex. */
export function hexRows(hex: string): readonly HexRow[] {
  const bytes = hex.match(/../g) ?? [];
  const rows: HexRow[] = [];
  for (let start = 0; start < bytes.length; start += BYTES_PER_ROW) {
    const row = bytes.slice(start, start + BYTES_PER_ROW);
    const left = row.slice(0, 8).join(" ");
    const right = row.slice(8).join(" ");
    rows.push({
      offset: start.toString(16).padStart(4, "0"),
      bytes: `${left}  ${right}`.padEnd(48),
      text: row.map((byte) => printable(Number.parseInt(byte, 16))).join(""),
    });
  }
  return rows;
}

const printable = (code: number): string => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".");
