import { expect, test } from "vitest";
import { canonical, ROOT, readName } from "../dns/name/name.ts";
import { readRecord, writeRecord } from "../dns/text/record.ts";
import { synthesize } from "./dname.ts";

const DNAME = "old.example.org. 60 IN DNAME new.example.net.";

/** The CNAME that a DNAME record makes for a name. */
function cname(qname: string, line: string): string | undefined {
  const record = readRecord(line);
  if (record === undefined || !("rdata" in record)) throw new Error(`no record: ${line}`);
  const made = synthesize(canonical(readName(qname) ?? ROOT), record);
  return made === undefined ? undefined : writeRecord(made).replaceAll("\t", " ");
}

const long = `${"a".repeat(60)}.`;

test.each([
  ["www.old.example.org.", DNAME, "www.old.example.org. 60 IN CNAME www.new.example.net."],
  ["a.b.old.example.org.", DNAME, "a.b.old.example.org. 60 IN CNAME a.b.new.example.net."],
  ["a\\.b.old.example.org.", DNAME, "a\\.b.old.example.org. 60 IN CNAME a\\.b.new.example.net."],
  ["www.old.example.org.", "Old.Example.org. 60 IN DNAME .", "www.old.example.org. 60 IN CNAME www."],
  ["old.example.org.", DNAME, undefined],
  ["www.older.example.org.", DNAME, undefined],
  ["verold.example.org.", DNAME, undefined],
  ["www.old.example.org.", "old.example.org. 60 IN CNAME new.example.net.", undefined],
  [`${long.repeat(3)}old.example.org.`, `old.example.org. 60 IN DNAME ${long}example.org.`, undefined],
])("%s below %s gives %s", (qname, line, expected) => expect(cname(qname, line)).toBe(expected));
