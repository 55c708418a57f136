/** A master file as a zone, read at the start and again when it changes (CoreDNS, plugin file). */

import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical } from "../../dns/name/name.ts";
import { cleanPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";
import { readZone } from "../../zone/master-file.ts";
import { noSoa, soaElsewhere, unreadable } from "../../zone/refusal.ts";
import { Zone } from "../../zone/zone.ts";

/** A zone with the places of its records. */
export interface ReadZone {
  readonly kind: "zone";
  readonly zone: Zone;
  readonly placeOf: (record: ResourceRecord) => Range | undefined;
  readonly modifiedMs: number;
}

/** Why there is no zone; `unchanged` is no mistake. */
export interface ZoneFailure {
  readonly kind: "open" | "wrong" | "unchanged";
  readonly text: string;
}

/** Which file, and for what. */
export interface ZoneFile {
  readonly path: string;
  readonly origin: CanonicalName;
  /** A zone with this serial is unchanged; -1 for none. */
  readonly serial: number;
}

/** Reads a zone. Failures are told in CoreDNS's words, without the plugin's name. */
export function readZoneFile(files: Files, { path, origin, serial }: ZoneFile): ReadZone | ZoneFailure {
  const file = files.read(cleanPath(path));
  if (file.kind === "error") {
    // A folder can be opened, but not read.
    return file.code === "EISDIR"
      ? { kind: "wrong", text: unreadable(quote(path), origin, file.text) }
      : { kind: "open", text: file.text };
  }
  const include = (name: string): string | { readonly error: string } => {
    const read = files.read(name);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  const { records, places, error } = readZone(octetString(file.bytes), { origin, file: path, octets: true, include });
  const zone = new Zone(origin);
  const lines = new Map<ResourceRecord, number>();
  let seenSoa = false;
  for (const [index, record] of records.entries()) {
    if (record.rdata.kind === "SOA") {
      const wrong = wrongSoa(record, { path, origin, serial: seenSoa ? -1 : serial });
      if (wrong !== undefined) return wrong;
      seenSoa = true;
    }
    const refused = zone.insert(record, (kept) => lines.set(kept, index));
    if (refused !== undefined) return { kind: "wrong", text: refused };
  }
  if (error !== undefined) return { kind: "wrong", text: unreadable(quote(path), origin, error.message) };
  if (!seenSoa) return { kind: "wrong", text: noSoa(quote(path), origin) };
  const placeOf = (record: ResourceRecord): Range | undefined => {
    const index = lines.get(record);
    const place = index === undefined ? undefined : places[index];
    return place === undefined ? undefined : lineRange(place.file, place.line);
  };
  return { kind: "zone", zone, placeOf, modifiedMs: file.modifiedMs };
}

function wrongSoa(record: ResourceRecord, { path, origin, serial }: ZoneFile): ZoneFailure | undefined {
  // A zone whose name is written with capitals takes a SOA record all the same.
  if (canonical(record.name) !== canonical(origin)) {
    return { kind: "wrong", text: soaElsewhere(quote(path), record.name, origin) };
  }
  if (record.rdata.kind !== "SOA" || record.rdata.serial !== serial) return undefined;
  return {
    kind: "unchanged",
    text: `no change in SOA serial for origin ${origin} in file ${path}, with ${serial} SOA serial`,
  };
}

/** A whole line: whoever shows it has the text; offsets are not known here. */
function lineRange(file: string, line: number): Range {
  return { file, start: { offset: 0, line, column: 1 }, end: { offset: 0, line: line + 1, column: 1 } };
}
