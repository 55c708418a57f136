import fc from "fast-check";
import { expect, test } from "vitest";
import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, ROOT } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { type FileLine, linesOf } from "../../system-files/file-lines.ts";
import { octetBytes, octetString } from "../../text/octets.ts";
import { HostsTable } from "./table.ts";

const NAMES = ["a.", "a.b.", "h-1_x.", "*.b.", "x.b.", "e\\233."] as const;
const ADDRESSES = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "fe80::1", "::1"];

/** All that a table tells, with the lines. */
function told(lines: Iterable<FileLine>, reverse: boolean): unknown {
  const complaints: string[] = [];
  const options = { zones: [ROOT], ttlSeconds: 60, reverse, complain: (text: string) => complaints.push(text) };
  const table = HostsTable.read(lines, options);
  return {
    complaints,
    size: table.size,
    passedOver: table.passedOverCount,
    names: NAMES.map((name) =>
      [RRType.A, RRType.AAAA].map((type) =>
        table.lookup(name as CanonicalName, type).map(({ record, at }) => [writeRecord(record), at]),
      ),
    ),
    addresses: ADDRESSES.map((address) => table.namesOf(address).map(({ name, at }) => [name, at])),
  };
}

function same(text: string, pieceOctets: number, reverse: boolean): void {
  const bytes = octetBytes(text);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieceOctets) pieces.push(bytes.subarray(at, at + pieceOctets));
  const asText = [...linesOf([bytes], "hosts")].map(({ text, place }) => ({ text, place }));
  expect(told(linesOf(pieces, "hosts"), reverse)).toEqual(told(asText, reverse));
}

const word = fc.constantFrom(
  ..."192.0.2.1 192.0.2.2 192.0.2.01 192.0.2 ::ffff:192.0.2.1 2001:DB8::1 fe80::1%eth0 ::1 a A.B a.b. a..b h-1_x *.b x.b \xe9 # #a ,".split(
    " ",
  ),
  "x".repeat(64),
  `${"x".repeat(63)}.b`,
  Array.from({ length: 5 }, () => "y".repeat(50)).join("."),
  Array.from({ length: 6 }, () => "y".repeat(50)).join("."),
);
const blank = fc.constantFrom(" ", "\t", "  ", "\v", "\r", "");
const line = fc
  .tuple(fc.constantFrom("192.0.2.1 ", "2001:db8::1\t", "", " "), fc.array(fc.tuple(word, blank), { maxLength: 6 }))
  .map(([start, words]) => start + words.map(([text, behind]) => text + behind).join(""));
const text = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "")), { maxLength: 8 })
  .map((lines) => lines.flat().join(""));

test("by octets a line is what it is as text, however the file comes in pieces", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 200 }), fc.boolean(), (lines, pieceOctets, reverse) =>
      same(lines, pieceOctets, reverse),
    ),
    { numRuns: 2000 },
  );
});

test("so are any octets", () => {
  const octets = fc.uint8Array({ maxLength: 80 }).map((bytes) => octetString(bytes));
  fc.assert(
    fc.property(octets, fc.integer({ min: 1, max: 40 }), (lines, pieceOctets) => same(lines, pieceOctets, true)),
    { numRuns: 500 },
  );
});
