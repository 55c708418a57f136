/** One record as a line of text, read and written (RFC 1035 section 5.1, RFC 3597 section 5). */
import { className } from "../iana/class.ts";
import { rrtypeName } from "../iana/rrtype.ts";
import type { Question, ResourceRecord } from "../message/message.ts";
import { ROOT } from "../name/name.ts";
import { codecOf, isKnownType } from "../rdata/table.ts";
import { DEFAULT_TTL, RecordReader, type RecordReaderOptions } from "./record-reader.ts";
import type { TextError } from "./text-error.ts";

/**
 * Reads the first record of a text. Names are relative to the root and the TTL is an hour unless `options` say
 * otherwise. `undefined` when there is no record at all, which is no mistake.
 */
export function readRecord(line: string, options: RecordReaderOptions = {}): ResourceRecord | TextError | undefined {
  const text = line === "" || line.endsWith("\n") ? line : `${line}\n`;
  return new RecordReader(text, { origin: ROOT, defaultTtl: DEFAULT_TTL, ...options }).next();
}

/** What stands before records that have no presentation format, so that nobody reads them as one. */
const PREFIXES: Readonly<Record<string, string>> = {
  NULL: ";",
  TKEY: ";",
  TSIG: "\n;; TSIG PSEUDOSECTION:\n; ",
};

/** Writes a record: name, TTL, class, type and RDATA with tabs between them. */
export function writeRecord(record: ResourceRecord): string {
  const { rdata } = record;
  const head =
    rdata.kind === "UNKNOWN" && !isKnownType(record.type)
      ? `${record.name}\t${record.ttl}\tCLASS${record.class}\tTYPE${record.type}\t`
      : `${record.name}\t${record.ttl}\t${className(record.class)}\t${rrtypeName(record.type)}\t`;
  return (PREFIXES[rdata.kind] ?? "") + head + writeRdata(record);
}

/** Writes RDATA alone; nothing for a record that has none. */
export function writeRdata({ rdata, type }: Pick<ResourceRecord, "rdata" | "type">): string {
  const empty = rdata.kind === "UNKNOWN" && rdata.data.length === 0 && isKnownType(type);
  return empty ? "" : codecOf(rdata, type).write(rdata);
}

/** Writes a question as a comment line, as dig does. */
export function writeQuestion(question: Question): string {
  return `;${question.name}\t${className(question.class)}\t ${rrtypeName(question.type)}`;
}
