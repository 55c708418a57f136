/**
 * Reads a master file to the end, whatever is wrong with it. Up to the first mistake CoreDNS's own reader does it, so
 * that this mistake is the one that CoreDNS tells; behind it, each entry is read by itself.
 */

import type { ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import { type Included, type RecordPlace, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { includePath } from "../../go/path.ts";
import { LineIndex } from "../../text/line-index.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";
import { contextAfter, contextInside, type EntryContext } from "./context.ts";
import { type DirectiveEntry, type ParsedEntry, parseEntries } from "./parse.ts";
import { placeOfMistake } from "./token-place.ts";

/** Files that include each other are read this deep, as CoreDNS does. */
const MAX_DEPTH = 7;
/** More mistakes than this help nobody. */
const MAX_MISTAKES = 200;
/** Files may include each other so often that reading them all would never end. */
const MAX_INCLUDED_FILES = 1_000;

/** A master file, and how to read it. */
export interface ZoneText {
  /** The path that messages name, also the place from which included paths start. */
  readonly file: string;
  readonly text: string;
  /** What relative names are relative to at the start; undefined when nobody knows. */
  readonly origin: Name | undefined;
  /** The text of an included file, or why there is none. */
  readonly include: (path: string) => Included;
  /** Takes a text apart; for who keeps what came of it. */
  readonly parse?: (text: string) => readonly ParsedEntry[];
}

/** An entry with what the lines before it set. */
export interface PlacedEntry {
  readonly parsed: ParsedEntry;
  readonly before: EntryContext;
}

/** All entries of a text, each under what those before it set. */
export function placeEntries(entries: readonly ParsedEntry[], start: EntryContext): readonly PlacedEntry[] {
  let before = start;
  return entries.map((parsed) => {
    const placed = { parsed, before };
    before = contextAfter(placed.parsed, before);
    return placed;
  });
}

/** A record and where it is written. */
export interface PlacedRecord {
  readonly record: ResourceRecord;
  readonly place: RecordPlace;
}

/** What is wrong at a place, in CoreDNS's words. */
export interface Mistake {
  readonly error: TextError;
  readonly range: Range;
}

/** A file as far as it can be read. */
export interface ZoneReading {
  readonly lines: LineIndex;
  readonly entries: readonly PlacedEntry[];
  /** Of this file and of those that it includes, in the order in which CoreDNS comes upon them. */
  readonly records: readonly PlacedRecord[];
  /** Likewise. */
  readonly mistakes: readonly Mistake[];
  /** Files that it includes, by the path under which they were read, with their own entries. */
  readonly included: ReadonlyMap<string, ZoneReading>;
}

/** Reads a file. Never throws. */
export function readZoneText(source: ZoneText): ZoneReading {
  return readFrom(source, { origin: source.origin, ttl: undefined, owner: undefined }, { above: [], count: 0 });
}

/** The files that led to this one, and how many there were in all. */
interface Including {
  readonly above: readonly string[];
  count: number;
}

function readFrom(source: ZoneText, start: EntryContext, including: Including): ZoneReading {
  const lines = new LineIndex(source.file, source.text);
  const entries = placeEntries((source.parse ?? parseEntries)(source.text), start);
  const included = new Map<string, ZoneReading>();
  for (const { parsed, before: context } of entries) {
    const inner = parsed.kind === "directive" ? includedBy(source, { parsed, context, including }) : undefined;
    if (inner !== undefined) included.set(inner.lines.file, inner);
  }
  return { lines, entries, included, ...new Reading({ source, lines, entries, included }, start).read() };
}

/** Reads the file that a directive includes. */
function includedBy(
  source: ZoneText,
  at: {
    readonly parsed: DirectiveEntry;
    readonly context: EntryContext;
    readonly including: Including;
  },
): ZoneReading | undefined {
  const { parsed, including } = at;
  const [path] = parsed.args;
  if (parsed.name !== "$INCLUDE" || path === undefined || including.above.length >= MAX_DEPTH) return undefined;
  const file = includePath(source.file, path.text);
  if (file === source.file || including.above.includes(file) || including.count >= MAX_INCLUDED_FILES) return undefined;
  including.count += 1;
  const text = source.include(file);
  if (typeof text !== "string") return undefined;
  const context = contextInside(parsed, at.context);
  const inner = { above: [...including.above, source.file], count: including.count };
  const reading = readFrom({ ...source, file, text }, context, inner);
  including.count = inner.count;
  return reading;
}

/** What a file is read from. */
type Parts = Pick<ZoneReading, "lines" | "entries" | "included"> & { readonly source: ZoneText };

/** Collects records and mistakes of one file. */
class Reading {
  readonly #read: Parts;
  readonly #start: EntryContext;
  readonly #records: PlacedRecord[] = [];
  readonly #mistakes: Mistake[] = [];

  constructor(read: Parts, start: EntryContext) {
    this.#read = read;
    this.#start = start;
  }

  read(): Pick<ZoneReading, "records" | "mistakes"> {
    const { text, file, include } = this.#read.source;
    const { origin, ttl } = this.#start;
    const reader = new RecordReader(text, { origin, file, include, defaultTtl: ttl?.seconds });
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      if (next instanceof TextError) {
        this.#readBehind(next, reader.place);
        break;
      }
      this.#records.push({ record: next, place: reader.place });
    }
    return { records: this.#records, mistakes: this.#mistakes };
  }

  /** Reads on from the entry that has the first mistake. */
  #readBehind(first: TextError, place: RecordPlace): void {
    const { file } = this.#read.source;
    const last = this.#records.findLast((record) => record.place.file === file)?.place.line ?? 0;
    const entries = this.#read.entries.filter(({ parsed }) => parsed.entry.lastLine >= this.#lineOf(place, last));
    let isFirst = true;
    for (const entry of entries) {
      const found = this.#readEntry(entry);
      const isNew = entry.parsed.entry.firstLine > last;
      if (isNew) for (const record of found.records) this.#records.push(record);
      const [mistake, ...more] = found.mistakes;
      if (mistake === undefined) continue;
      // The first one is told as CoreDNS tells it: its place in a line may be of a neighbour.
      this.#mistakes.push(isFirst ? { ...mistake, error: first } : mistake);
      for (const another of more) this.#mistakes.push(another);
      isFirst = false;
      if (this.#mistakes.length >= MAX_MISTAKES) return;
    }
    if (isFirst) this.#mistakes.push({ error: first, range: this.#rangeOf(first, first.token.line || place.line) });
  }

  /** The line of this file on which reading stopped; that of the directive when it stopped in an included file. */
  #lineOf(place: RecordPlace, lastLine: number): number {
    if (place.file === this.#read.source.file) return place.line;
    const directive = this.#read.entries.find(
      ({ parsed }) => isInclude(parsed) && parsed.entry.firstLine >= lastLine && this.#included(parsed) !== undefined,
    );
    return directive?.parsed.entry.firstLine ?? 1;
  }

  #included(parsed: ParsedEntry): ZoneReading | undefined {
    if (!isInclude(parsed)) return undefined;
    return this.#read.included.get(includePath(this.#read.source.file, parsed.args[0]?.text ?? ""));
  }

  /** Reads one entry by itself. */
  #readEntry({ parsed, before }: PlacedEntry): Pick<ZoneReading, "records" | "mistakes"> {
    const inner = this.#included(parsed);
    if (inner !== undefined) return inner;
    const { source } = this.#read;
    const { entry } = parsed;
    const reader = new RecordReader(`${source.text.slice(entry.start, entry.end)}\n`, {
      origin: before.origin,
      file: source.file,
      include: source.include,
      defaultTtl: before.ttl?.seconds,
    });
    const records: PlacedRecord[] = [];
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      if (next instanceof TextError) return { records, mistakes: [this.#mistake(next, parsed)] };
      const record =
        parsed.kind === "record" && parsed.owner === undefined && before.owner !== undefined
          ? { ...next, name: before.owner }
          : next;
      records.push({ record, place: { file: source.file, line: entry.firstLine } });
    }
    return { records, mistakes: [] };
  }

  /** The mistake of an entry that was read by itself, with its line in the file. */
  #mistake(mistake: TextError, parsed: ParsedEntry): Mistake {
    const { reason, token, file } = mistake;
    const { firstLine, lastLine, words } = parsed.entry;
    if (file !== this.#read.source.file) return { error: mistake, range: this.#rangeOf(mistake, firstLine) };
    const template = parsed.kind === "directive" && parsed.name === "$GENERATE" ? parsed.args.slice(1) : [];
    const [first] = template;
    if (first !== undefined && !words.some(({ text }) => utf8Octets(text) === token.text)) {
      // Lines and columns of generated text are those of no file.
      return { error: mistake, range: this.#read.lines.range(first.start, template.at(-1)?.end ?? first.end) };
    }
    const line = token.line === 0 ? 0 : token.line + firstLine - 1;
    const error = new TextError(reason, { ...token, line }, file);
    return { error, range: this.#rangeOf(error, Math.min(line || firstLine, lastLine)) };
  }

  #rangeOf(error: TextError, line: number): Range {
    const { lines, entries } = this.#read;
    return placeOfMistake(error, { lines, line, entries: entries.map(({ parsed }) => parsed.entry) });
  }
}

function isInclude(parsed: ParsedEntry): parsed is DirectiveEntry {
  return parsed.kind === "directive" && parsed.name === "$INCLUDE";
}
