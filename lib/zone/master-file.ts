/** Reads a master file (RFC 1035 section 5) as a whole: all records up to the end or the first mistake. */
import type { ResourceRecord } from "../dns/message/message.ts";
import type { Name } from "../dns/name/name.ts";
import { type Included, type RecordPlace, RecordReader } from "../dns/text/record-reader.ts";
import { TextError } from "../dns/text/text-error.ts";

/** What a file is read with. */
export interface MasterFileOptions {
  /** What relative names are relative to. */
  readonly origin: Name;
  /** The file's path: what mistakes name, and where included paths start. */
  readonly file: string;
  /** True when the text is an octet string already, not characters. */
  readonly octets?: boolean;
  /** Gives the text of an included file, or why there is none; without it $INCLUDE is a mistake. */
  readonly include?: ((path: string) => Included) | undefined;
}

/** What a file holds. */
export interface MasterFile {
  /** The records in the order of the file; those before the mistake when there is one. */
  readonly records: readonly ResourceRecord[];
  /** Where each of them begins. */
  readonly places: readonly RecordPlace[];
  /** The mistake that ended reading, in CoreDNS's words. */
  readonly error?: TextError;
}

/** Reads a master file. The first record needs a TTL of its own, unless $TTL stands before it. */
export function readZone(text: string, options: MasterFileOptions): MasterFile {
  const reader = new RecordReader(text, options);
  const records: ResourceRecord[] = [];
  const places: RecordPlace[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next instanceof TextError) return { records, places, error: next };
    records.push(next);
    places.push(reader.place);
  }
  return { records, places };
}
