/** For tests: small MaxMind DB files, an octet per character. */

/** A value of the data section; `raw` stands for itself. */
export type Data =
  | string
  | boolean
  | readonly Data[]
  | { readonly uint: number; readonly kind?: 5 | 6 | 9 }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly raw: string }
  | { readonly map: Readonly<Record<string, Data>> };

/** A value in the form of the file. */
export function encode(value: Data): string {
  if (typeof value === "string") return control(2, value.length) + value;
  if (typeof value === "boolean") return control(14, value ? 1 : 0);
  if (isList(value)) return control(11, value.length) + value.map(encode).join("");
  if ("raw" in value) return value.raw;
  if ("uint" in value) {
    const octets = numberOctets(value.uint).replace(/^\0+/, "");
    return control(value.kind ?? 6, octets.length) + octets;
  }
  if ("int" in value) return control(8, 4) + numberOctets(value.int >>> 0);
  if ("float" in value) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value.float);
    return control(3, 8) + String.fromCharCode(...bytes);
  }
  const entries = Object.entries(value.map);
  return control(7, entries.length) + entries.map(([key, item]) => encode(key) + encode(item)).join("");
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

/** A control byte of a kind and a size below 285. */
export function control(kind: number, size: number): string {
  const low = Math.min(size, 29);
  const first = kind > 7 ? low : (kind << 5) | low;
  const more = size < 29 ? "" : String.fromCharCode(size - 29);
  return String.fromCharCode(first) + (kind > 7 ? String.fromCharCode(kind - 7) : "") + more;
}

/** What a file is made of. */
export interface DatabaseParts {
  /** Entries of the metadata over the usual ones; undefined for one that is missing. */
  readonly metadata?: Readonly<Record<string, Data | undefined>>;
  /** The metadata as octets, instead. */
  readonly rawMetadata?: string;
  /** The tree as octets; one node that has the data section's first record for addresses below 128.0.0.0. */
  readonly tree?: string;
  readonly data?: string;
}

/** A file; addresses have records only when there is data. */
export function buildDatabase({ metadata = {}, rawMetadata, tree, data = "" }: DatabaseParts = {}): string {
  const known: Readonly<Record<string, Data | undefined>> = {
    node_count: { uint: 1 },
    record_size: { uint: 24, kind: 5 },
    ip_version: { uint: 4, kind: 5 },
    database_type: "GeoLite2-City",
    languages: ["en"],
    description: { map: { en: "Made up" } },
    build_epoch: { uint: 1_700_000_000, kind: 9 },
    ...metadata,
  };
  const map: Record<string, Data> = {};
  for (const [key, value] of Object.entries(known)) if (value !== undefined) map[key] = value;
  const node = tree ?? `\0\0${data === "" ? "\x01" : "\x11"}\0\0\x01`;
  return `${node}${"\0".repeat(16)}${data}\xab\xcd\xefMaxMind.com${rawMetadata ?? encode({ map })}`;
}

function numberOctets(value: number): string {
  return [24, 16, 8, 0].map((shift) => String.fromCharCode((value >>> shift) & 0xff)).join("");
}
