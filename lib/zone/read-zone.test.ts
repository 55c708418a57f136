import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masterFiles, signedFiles } from "../dns/_test/master-files.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { type CanonicalName, canonical, ROOT, readName } from "../dns/name/name.ts";
import { writeRecord } from "../dns/text/record.ts";
import { RecordReader } from "../dns/text/record-reader.ts";
import { samples } from "../dns/text/samples.fixture.ts";
import { TextError } from "../dns/text/text-error.ts";
import { octetBytes, octetString, utf8Octets } from "../text/octets.ts";
import { readZone } from "./master-file.ts";
import { readInto } from "./read-zone.ts";
import { Zone } from "./zone.ts";

const ORIGIN: CanonicalName = canonical(readName("example.org.") ?? ROOT);
const INCLUDED = "www 60 A 192.0.2.9\n@ A 192.0.2.10\n";

interface Outcome {
  /** Each record and its line, by names in canonical order. */
  readonly records: readonly string[];
  readonly end: string | undefined;
  readonly hasNsec: boolean;
}

const include = (path: string) => (path === "inc" ? INCLUDED : { error: "gone" });

function outcomeOf(zone: Zone, end: string | undefined): Outcome {
  const records = [...zone.records()].map((record) => {
    const place = zone.placeOf(record);
    return `${place?.file}:${place?.line} ${writeRecord(record)}`;
  });
  return { records, end, hasNsec: zone.hasNsec };
}

/** By octets, in pieces of a size. */
function byOctets(octets: string, pieceOctets: number): Outcome {
  const bytes = octetBytes(octets);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += pieceOctets) pieces.push(bytes.subarray(at, at + pieceOctets));
  const zone = new Zone(ORIGIN);
  const steps = readInto(zone, pieces, { origin: ORIGIN, file: "db", include });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return outcomeOf(zone, value instanceof TextError ? value.message : value);
  }
}

/** By the reader of records alone. */
function byRecords(octets: string): Outcome {
  const zone = new Zone(ORIGIN);
  const reader = new RecordReader(octets, { origin: ORIGIN, file: "db", octets: true, include });
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    const wrong = next instanceof TextError ? next.message : zone.insert(next, reader.place);
    if (wrong !== undefined) return outcomeOf(zone, wrong);
  }
  return outcomeOf(zone, undefined);
}

function same(octets: string, pieceOctets = 7): void {
  expect(byOctets(octets, pieceOctets)).toEqual(byRecords(octets));
}

describe("read by octets, a file is what it is read by records", () => {
  test("whatever its lines are, and however it comes in pieces", () => {
    fc.assert(fc.property(masterFiles, fc.integer({ min: 1, max: 300 }), same), { numRuns: 3000 });
  }, 60_000);
  test("when it is signed", () => {
    fc.assert(
      fc.property(signedFiles, (given) => same(given, 40)),
      { numRuns: 3000 },
    );
  });
  test("made of any octets", () => {
    const octets = fc.uint8Array({ maxLength: 120 }).map((bytes) => octetString(bytes));
    fc.assert(fc.property(octets, fc.integer({ min: 1, max: 50 }), same), { numRuns: 1000 });
  });
  test.each(samples)("%s", (sample) =>
    same(`${utf8Octets(sample)}\nA.b 60 ${utf8Octets(sample).replace(/^\S+ \d+ /, "")}\n`),
  );
});

test("plain lines are read without the reader of records, others with it", () => {
  const zone = new Zone(ORIGIN);
  const plainBefore = '$TTL 60\n@ SOA ns mail 1 2 3 4 5\n; c\na A 192.0.2.1\n  AAAA ::1\n\nB.a 30 IN TXT "x y"\n';
  const steps = readInto(zone, [octetBytes(plainBefore)], { origin: ORIGIN, file: "db" });
  while (steps.next().done !== true);
  expect([...zone.records()].map((record) => `${zone.placeOf(record)?.line} ${writeRecord(record)}`)).toEqual([
    "2 example.org.\t60\tIN\tSOA\tns.example.org. mail.example.org. 1 2 3 4 5",
    "4 a.example.org.\t60\tIN\tA\t192.0.2.1",
    "5 a.example.org.\t60\tIN\tAAAA\t::1",
    '7 b.a.example.org.\t30\tIN\tTXT\t"x y"',
  ]);
});

test("an included file is octets as well", () => {
  const zone = new Zone(ORIGIN);
  const pieces = [octetBytes("$INCLUDE inc\n")];
  const steps = readInto(zone, pieces, { origin: ORIGIN, file: "db", include: () => 'a 60 TXT "\xc3\xa9"\n' });
  while (steps.next().done !== true);
  expect([...zone.records()].map(writeRecord)).toEqual(['a.example.org.\t60\tIN\tTXT\t"\\195\\169"']);
});

test("the source is let go when a record ends reading", () => {
  let isOpen = true;
  function* pieces(): Generator<Uint8Array> {
    try {
      yield octetBytes("a 60 NSEC3PARAM 1 0 10 ab\n");
      yield octetBytes("b 60 A 192.0.2.1\n");
    } finally {
      isOpen = false;
    }
  }
  const steps = readInto(new Zone(ORIGIN), pieces(), { origin: ORIGIN, file: "db" });
  expect(steps.next().value).toMatch(/^NSEC3 zone is not supported/);
  expect(isOpen).toBe(false);
});

test("records of types that are to be left out are not in the zone, plain or not", () => {
  const zone = new Zone(ORIGIN);
  const lines = "a 60 A 192.0.2.1\na 60 TXT b\na 60 TXT a\\b\na 60 AAAA ::1\n@ 60 NSEC3PARAM 1 0 10 ab\n";
  const omit = new Set([RRType.TXT, RRType.NSEC3PARAM]);
  const steps = readInto(zone, [octetBytes(lines)], { origin: ORIGIN, file: "db", omit });
  let end = steps.next();
  while (end.done !== true) end = steps.next();
  expect(end.value).toBeUndefined();
  expect([...zone.records()].map(({ type }) => type)).toEqual([RRType.A, RRType.AAAA]);
});

test("what a record knows of its place is not in a copy", () => {
  const zone = new Zone(ORIGIN);
  const { records, places } = readZone("a 60 A 192.0.2.1\n", { origin: ORIGIN, file: "db" });
  for (const [index, record] of records.entries()) zone.insert(record, places[index]);
  const [record] = zone.records();
  expect(record && zone.placeOf(record)).toEqual({ file: "db", line: 1 });
  expect(record && zone.placeOf({ ...record })).toBeUndefined();
  expect(record && new Zone(ORIGIN).placeOf(record)).toBeUndefined();
});
