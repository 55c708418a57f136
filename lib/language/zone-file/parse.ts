/** What the words of a master file's entry are: owner, TTL, class, type and RDATA, or a directive and its arguments. */
import { classByName } from "../../dns/iana/class.ts";
import { rrtypeByName } from "../../dns/iana/rrtype.ts";
import { readTtl, readUnsigned } from "../../dns/text/number.ts";
import { type Entry, scanEntries, type Word } from "./scan.ts";

/** The directives that CoreDNS knows; they may be written in any case. */
export const DIRECTIVES = ["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE"] as const;
export type DirectiveName = (typeof DIRECTIVES)[number];

/** A line with a record, as far as it is written. */
export interface RecordEntry {
  readonly kind: "record";
  readonly entry: Entry;
  /** Without it, the record belongs to the owner of the one before. */
  readonly owner: Word | undefined;
  readonly ttl: Word | undefined;
  readonly class: Word | undefined;
  readonly type: Word | undefined;
  /** The type's number; undefined without a type. */
  readonly typeCode: number | undefined;
  /** What stands behind the type. */
  readonly rdata: readonly Word[];
  /** Words before the type that are none of these. */
  readonly others: readonly Word[];
}

/** A line with a directive. */
export interface DirectiveEntry {
  readonly kind: "directive";
  readonly entry: Entry;
  readonly name: DirectiveName;
  readonly word: Word;
  readonly args: readonly Word[];
}

/** A line without words. */
interface BlankEntry {
  readonly kind: "blank";
  readonly entry: Entry;
}

export type ParsedEntry = RecordEntry | DirectiveEntry | BlankEntry;

/** The directive that a word names, in capitals. */
export function directiveNamed(text: string): DirectiveName | undefined {
  const upper = text.toUpperCase();
  return DIRECTIVES.find((name) => name === upper);
}

/** The number of the RR type that a word names, `TYPE65280` included. */
export function typeNamed(text: string): number | undefined {
  const upper = text.toUpperCase();
  return rrtypeByName(upper) ?? (upper.startsWith("TYPE") ? readUnsigned(upper.slice(4), 0xff_ff) : undefined);
}

/** The number of the class that a word names, `CLASS3` included. */
export function classNamed(text: string): number | undefined {
  const upper = text.toUpperCase();
  return classByName(upper) ?? (upper.startsWith("CLASS") ? readUnsigned(upper.slice(5), 0xff_ff) : undefined);
}

/** All entries of a text. */
export function parseEntries(text: string): readonly ParsedEntry[] {
  return scanEntries(text).map(parseEntry);
}

/** Tells the words of an entry apart. */
export function parseEntry(entry: Entry): ParsedEntry {
  const [first, ...rest] = entry.words;
  if (first === undefined) return { kind: "blank", entry };
  const isOwner = !entry.isIndented && !first.isQuoted && entry.start === first.start;
  const name = isOwner ? directiveNamed(first.text) : undefined;
  if (name !== undefined) return { kind: "directive", entry, name, word: first, args: rest };
  return { kind: "record", entry, owner: isOwner ? first : undefined, ...parseHead(isOwner ? rest : entry.words) };
}

function parseHead(words: readonly Word[]): Omit<RecordEntry, "kind" | "entry" | "owner"> {
  let ttl: Word | undefined;
  let recordClass: Word | undefined;
  const others: Word[] = [];
  for (const [index, word] of words.entries()) {
    const typeCode = word.isQuoted ? undefined : typeNamed(word.text);
    if (typeCode !== undefined) {
      return { ttl, class: recordClass, type: word, typeCode, rdata: words.slice(index + 1), others };
    }
    if (word.isQuoted) others.push(word);
    else if (recordClass === undefined && classNamed(word.text) !== undefined) recordClass = word;
    else if (ttl === undefined && readTtl(word.text) !== undefined) ttl = word;
    else others.push(word);
  }
  return { ttl, class: recordClass, type: undefined, typeCode: undefined, rdata: [], others };
}
