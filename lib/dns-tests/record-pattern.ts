/** Records as tests write them: a line of a zone file, in which the TTL may be any. */
import type { ResourceRecord } from "../dns/message/message.ts";
import { canonical } from "../dns/name/name.ts";
import { readRecord, writeRecord } from "../dns/text/record.ts";

/** A record that is looked for. */
export interface RecordPattern {
  /** As it was written. */
  readonly text: string;
  readonly anyTtl: boolean;
  /** As all records are written, its owner in lower case, for comparing; with 0 where any TTL fits. */
  readonly canonical: string;
}

/** `NAME * [CLASS] TYPE ...` */
const ANY_TTL = /^(\s*\S+\s+(?:(?:IN|CH|HS|CS)\s+)?)\*(?=\s)/i;

/** Reads a line; gives what is wrong with it as text. */
export function readPattern(text: string): RecordPattern | { readonly error: string } {
  const anyTtl = ANY_TTL.test(text);
  const record = readRecord(anyTtl ? text.replace(ANY_TTL, "$10") : text);
  if (record === undefined) return { error: "no record stands here" };
  if (!("rdata" in record)) return { error: record.message };
  return { text: text.trim(), anyTtl, canonical: writeCanonical(record) };
}

/** Whether a record of a reply, as text, is one that is looked for. */
export function fits({ anyTtl, canonical: wanted }: RecordPattern, text: string): boolean {
  const record = readRecord(text);
  if (record === undefined || !("rdata" in record)) return false;
  return writeCanonical(anyTtl ? { ...record, ttl: 0 } : record) === wanted;
}

function writeCanonical(record: ResourceRecord): string {
  return writeRecord({ ...record, name: canonical(record.name) });
}
