/** HINFO as master files write it (miekg/dns: two strings, and what it makes of one or three). */
import { expect, test } from "vitest";
import { readRecord, writeRecord } from "../text/record.ts";

const cases: Readonly<Record<string, readonly [string, string]>> = {
  "two strings": ['"cpu" "os"', '"cpu" "os"'],
  "one string": ["cpu", '"cpu" ""'],
  "one string with blanks, which is split at them": ['"cpu the os"', '"cpu" "the os"'],
  "three strings, all but the first the second one": ['"cpu" "the" "os"', '"cpu" "the os"'],
  "one string of blanks only": ['"  "', '"  " ""'],
};

test.each(Object.entries(cases))("%s", (_, [written, read]) => {
  const record = readRecord(`a.example.org. 60 IN HINFO ${written}`);
  if (record === undefined || !("rdata" in record)) throw new Error("no record");
  expect(writeRecord(record)).toBe(`a.example.org.\t60\tIN\tHINFO\t${read}`);
});
