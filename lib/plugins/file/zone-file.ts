/** A master file as a zone, read at the start and again when it changes (CoreDNS, plugin file). */

import type { ResourceRecord } from "../../dns/message/message.ts";
import { type CanonicalName, canonical, isDomainName } from "../../dns/name/name.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { cleanPath } from "../../go/path.ts";
import { quote } from "../../go/quote.ts";
import { finish } from "../../plugin-kit/slices.ts";
import type { FileError, Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";
import { readInto } from "../../zone/read-zone.ts";
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
export function readZoneFile(files: Files, file: ZoneFile): ReadZone | ZoneFailure {
  return finish(zoneFileSteps(files, file));
}

const BAD_ORIGIN = 'dns: bad initial origin name: "" at line: 0:0';

/** Reads a zone in steps, between which somebody else may work. */
export function* zoneFileSteps(
  files: Files,
  { path, origin, serial }: ZoneFile,
): Generator<undefined, ReadZone | ZoneFailure> {
  const file = files.stream(cleanPath(path));
  if (file.kind === "error") return { kind: "open", text: file.text };
  // auto makes names out of those of files.
  if (!isDomainName(origin)) {
    return { kind: "wrong", text: unreadable(quote(path), origin, `${path}: ${BAD_ORIGIN}`) };
  }
  const include = (name: string): string | { readonly error: string } => {
    const read = files.read(name);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  let seenSoa = false;
  let wrong: ZoneFailure | undefined;
  const check = (record: ResourceRecord): string | undefined => {
    if (record.rdata.kind !== "SOA") return undefined;
    wrong = wrongSoa(record, { path, origin, serial: seenSoa ? -1 : serial });
    seenSoa = true;
    return wrong?.text;
  };
  const zone = new Zone(origin);
  const pieces = new WholePieces(file.pieces);
  const end = yield* readInto(zone, pieces, { origin, file: path, include, check });
  if (wrong !== undefined) return wrong;
  // A folder can be opened, but not read.
  if (pieces.error !== undefined) return { kind: "wrong", text: unreadable(quote(path), origin, pieces.error.text) };
  if (end instanceof TextError) return { kind: "wrong", text: unreadable(quote(path), origin, end.message) };
  if (end !== undefined) return { kind: "wrong", text: end };
  if (!seenSoa) return { kind: "wrong", text: noSoa(quote(path), origin) };
  // Denials look for the name before theirs.
  if (zone.hasNsec) yield* zone.sortSteps();
  const placeOf = (record: ResourceRecord): Range | undefined => {
    const place = zone.placeOf(record);
    return place === undefined ? undefined : lineRange(place.file, place.line);
  };
  return { kind: "zone", zone, placeOf, modifiedMs: file.modifiedMs };
}

/** The pieces of a file up to an error, which is kept. */
class WholePieces implements Iterable<Uint8Array> {
  readonly #pieces: Iterable<Uint8Array | FileError>;
  error: FileError | undefined;

  constructor(pieces: Iterable<Uint8Array | FileError>) {
    this.#pieces = pieces;
  }

  *[Symbol.iterator](): Generator<Uint8Array, undefined> {
    for (const piece of this.#pieces) {
      if ("kind" in piece) {
        this.error = piece;
        return undefined;
      }
      yield piece;
    }
    return undefined;
  }
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
