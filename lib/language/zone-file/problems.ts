/** What is wrong with a master file: CoreDNS's refusals, of which the first is the one that it tells, and our advice. */

import type { ZoneReader } from "../../directive/file-content.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, type Name, ROOT } from "../../dns/name/name.ts";
import { quote } from "../../go/quote.ts";
import type { Range } from "../../text/position.ts";
import type { Problem } from "../../text/problem.ts";
import { noSoa, nsec3Unsupported, soaElsewhere, unreadable } from "../../zone/refusal.ts";
import type { Advised } from "./advice/advice.ts";
import { RULES } from "./advice/rules.ts";
import { writtenRecords } from "./advice/spelling.ts";
import { ZoneData } from "./advice/zone-data.ts";
import type { RecordEntry } from "./parse.ts";
import type { PlacedRecord, ZoneReading } from "./read.ts";
import { helpForMistake, type RefusalHelp } from "./refusal-help.ts";

/** What a master file is read for. */
export interface ZoneUse {
  /** The zone; undefined when nobody names the file, and nothing in it tells. */
  readonly origin: Name | undefined;
  /** How the plugin takes it that reads it; undefined when none does. */
  readonly reader: ZoneReader | undefined;
}

/** Advice beyond this is noise. */
const MAX_ADVICE = 500;

/** All problems of a file and of those that it includes, each at its place. */
export function getZoneProblems(reading: ZoneReading, use: ZoneUse): readonly Problem[] {
  const origin = use.origin === undefined ? undefined : canonical(use.origin);
  const refusals = refusalsOf(reading, { ...use, origin });
  if (origin === undefined) return refusals;
  const zone: Advised = {
    reading,
    origin,
    data: new ZoneData(origin, reading.records),
    written: writtenRecords(reading),
    at: (placed) => rangeOfRecord(reading, placed),
  };
  const isWhole = reading.mistakes.length === 0;
  const advice = RULES.filter(({ needsWholeZone }) => isWhole || !needsWholeZone).flatMap(({ code, severity, find }) =>
    find(zone).map((finding): Problem => ({ ...finding, code, severity, cause: "text" })),
  );
  return [...refusals, ...advice.slice(0, MAX_ADVICE)];
}

type CanonicalUse = Omit<ZoneUse, "origin"> & { readonly origin: CanonicalName | undefined };

/** Refusals in the order in which CoreDNS comes upon them. */
function refusalsOf(reading: ZoneReading, use: CanonicalUse): readonly Problem[] {
  const { origin } = use;
  const file = quote(reading.lines.file);
  const [first] = reading.mistakes;
  const wrong = reading.mistakes.map((mistake): Problem => {
    const { error, range } = mistake;
    const advice = helpForMistake(readingOf(reading, range.file) ?? reading, mistake);
    const message = error.message.startsWith("dns: ") ? `${reading.lines.file}: ${error.message}` : error.message;
    const text = origin === undefined ? message : unreadable(file, origin, message);
    return refusal("zone-file.record", text, { range, use, ...advice });
  });
  if (origin === undefined) return wrong;
  const refused = reading.records.flatMap((placed) => {
    const text = refusedRecord(placed, { file, origin });
    return text === undefined ? [] : [{ text, placed }];
  });
  const told = refused.map(({ text, placed }) => {
    const help = placed.record.type === RRType.SOA ? soaElsewhereHelp(placed, use) : undefined;
    return refusal("zone-file.zone", text, {
      range: rangeOfRecord(reading, placed),
      use,
      ...(help === undefined ? {} : { help }),
    });
  });
  // Records behind the first mistake are not reached by CoreDNS.
  const reached = refused.filter(({ placed }) => first === undefined || isBefore(placed, first.range)).length;
  const all = [...told.slice(0, reached), ...wrong, ...told.slice(reached)];
  const hasSoa = reading.records.some(({ record }) => record.type === RRType.SOA);
  if (hasSoa || all.length > 0) return all;
  const range = reading.lines.contentOfLine(1);
  const forRoot = origin === ROOT ? use.reader?.helpForRoot?.(undefined) : undefined;
  const help = forRoot === undefined ? SOA_HELP : `${forRoot} Or give the root an SOA record.`;
  return [refusal("zone-file.zone", noSoa(file, origin), { range, use, help })];
}

/** The two that are mixed up: the zone that the Corefile reads the file for, and the one that it is of. */
function soaElsewhereHelp({ record }: PlacedRecord, { origin, reader }: CanonicalUse): string {
  const owner = canonical(record.name);
  const forRoot = origin === ROOT ? reader?.helpForRoot?.(owner.replace(/\.$/, "")) : undefined;
  if (forRoot !== undefined) return forRoot;
  if (origin !== undefined && owner.endsWith(`.${origin}`) && origin.startsWith(owner.slice(0, -origin.length))) {
    return `The owner has no final dot, so it is relative to the origin ${origin}: write ${origin} or @.`;
  }
  return `The file is read for the zone ${origin ?? ""}: the SOA record belongs to that name, written @. For another zone, name it after the file in the Corefile.`;
}

const SOA_HELP =
  "A zone begins with its SOA record, for instance: @ 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 300";

function isBefore({ place }: PlacedRecord, { file, start }: Range): boolean {
  return place.file !== file || place.line < start.line;
}

/** Why CoreDNS refuses the zone for a record that it could read. */
function refusedRecord(
  { record }: PlacedRecord,
  { file, origin }: { readonly file: string; readonly origin: CanonicalName },
): string | undefined {
  if (record.type === RRType.SOA && canonical(record.name) !== origin) return soaElsewhere(file, record.name, origin);
  const isNsec3 = record.type === RRType.NSEC3 || record.type === RRType.NSEC3PARAM;
  return isNsec3 ? nsec3Unsupported(canonical(record.name), origin) : undefined;
}

/** A refusal with the words that the plugin puts around it. */
function refusal(
  code: string,
  text: string,
  { range, use, help, fixes }: Partial<RefusalHelp> & { readonly range: Range; readonly use: CanonicalUse },
): Problem {
  const severity = use.reader?.severity ?? "error";
  const advice = { ...(help === undefined ? {} : { help }), ...(fixes === undefined ? {} : { fixes }) };
  return { code, severity, cause: "text", message: spoken(text, use), range, ...advice };
}

function spoken(text: string, { reader, origin }: CanonicalUse): string {
  return reader === undefined || origin === undefined ? text : reader.says(text, origin);
}

/** Where a record is written: its owner if it has one of its own, its type otherwise. */
function rangeOfRecord(reading: ZoneReading, { place }: PlacedRecord): Range {
  const of = readingOf(reading, place.file) ?? reading;
  const parsed = entryAtLine(of, place.line);
  const word = parsed?.owner ?? parsed?.type;
  if (word === undefined) return of.lines.contentOfLine(place.line);
  return of.lines.range(word.start, parsed?.rdata.at(-1)?.end ?? parsed?.type?.end ?? word.end);
}

/** The reading of a file that this one includes, or of this one itself. */
function readingOf(reading: ZoneReading, file: string): ZoneReading | undefined {
  if (reading.lines.file === file) return reading;
  for (const inner of reading.included.values()) {
    const found = readingOf(inner, file);
    if (found !== undefined) return found;
  }
  return undefined;
}

function entryAtLine({ entries }: ZoneReading, line: number): RecordEntry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle]?.parsed.entry;
    if (entry !== undefined && entry.firstLine <= line) low = middle + 1;
    else high = middle;
  }
  const parsed = entries[low - 1]?.parsed;
  return parsed?.kind === "record" ? parsed : undefined;
}
