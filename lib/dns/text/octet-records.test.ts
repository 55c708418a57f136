/** Files read from octets to octets where they can be: record by record what the reader of records makes of them alone. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { octetBytes, octetString, utf8Octets } from "../../text/octets.ts";
import { masterFiles, signedFiles } from "../_test/master-files.ts";
import { RRType } from "../iana/rrtype.ts";
import type { ResourceRecord } from "../message/message.ts";
import { type CanonicalName, canonical, type Name, ROOT, readName } from "../name/name.ts";
import { decodeRdata } from "../rdata/decode.ts";
import { WireReader } from "../wire/reader.ts";
import { OctetRecords, type RecordTaker } from "./octet-records.ts";
import { writeRecord } from "./record.ts";
import { type RecordPlace, RecordReader } from "./record-reader.ts";
import { samples } from "./samples.fixture.ts";
import { TextError } from "./text-error.ts";

const ORIGIN: CanonicalName = canonical(readName("example.org.") ?? ROOT);
const INCLUDED = "www 60 A 192.0.2.9\n@ A 192.0.2.10\n";
const include = (path: string) => (path === "inc" ? INCLUDED : { error: "gone" });
/** Types whose names a zone has in lower case. */
const LOWERED: ReadonlySet<number> = new Set([RRType.NS, RRType.CNAME, RRType.MX]);

/** Records in the order of the file, those of a usual kind apart from the others, and what ended reading. */
interface Outcome {
  readonly records: readonly string[];
  readonly plain: number;
  readonly end: string | undefined;
}

/** Owners are compared in lower case, and so is the RDATA of types that a zone has in lower case. */
function inWords(record: ResourceRecord, { file, line }: RecordPlace): string {
  const text = writeRecord({ ...record, name: canonical(record.name) });
  return `${file}:${line} ${LOWERED.has(record.type) ? text.toLowerCase() : text}`;
}

function inPieces(octets: string, pieceOctets: number): readonly Uint8Array[] {
  const bytes = octetBytes(octets);
  const count = Math.ceil(bytes.length / pieceOctets);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * pieceOctets, (at + 1) * pieceOctets));
}

function byOctets(octets: string, pieceOctets: number, lineCount = 3): Outcome {
  const records: string[] = [];
  let plain = 0;
  const taker: RecordTaker = {
    plain({ owner, rdata, type, class: rrclass, ttl }, place) {
      plain++;
      const name = octetString(owner.octets, 0, owner.length) as Name;
      const reader = new WireReader(rdata.octets.slice(0, rdata.length));
      records.push(inWords({ name, type, class: rrclass, ttl, rdata: decodeRdata(reader, type) }, place));
    },
    record(record, place) {
      records.push(inWords(record, place));
      return false;
    },
  };
  const reading = new OctetRecords(inPieces(octets, pieceOctets), { origin: ORIGIN, file: "db", include }, taker);
  for (;;) {
    const more = reading.step(lineCount);
    if (more !== true) return { records, plain, end: more === false ? undefined : more.message };
  }
}

function byRecords(octets: string): Omit<Outcome, "plain"> {
  const reader = new RecordReader(octets, { origin: ORIGIN, file: "db", octets: true, include });
  const records: string[] = [];
  for (;;) {
    const next = reader.next();
    if (next === undefined || next instanceof TextError) return { records, end: next?.message };
    records.push(inWords(next, reader.place));
  }
}

function same(octets: string, pieceOctets = 7): void {
  const { records, end } = byOctets(octets, pieceOctets);
  expect({ records, end }).toEqual(byRecords(octets));
}

describe("a file is what the reader of records makes of it", () => {
  test("whatever its lines are, and however it comes in pieces", () => {
    fc.assert(fc.property(masterFiles, fc.integer({ min: 1, max: 300 }), same), { numRuns: 1500 });
  }, 60_000);
  test("when it is signed", () => {
    fc.assert(
      fc.property(signedFiles, (given) => same(given, 40)),
      { numRuns: 1500 },
    );
  });
  test("when it is made of any octets", () => {
    const octets = fc.uint8Array({ maxLength: 120 }).map((bytes) => octetString(bytes));
    fc.assert(fc.property(octets, fc.integer({ min: 1, max: 50 }), same), { numRuns: 500 });
  });
  test.each(samples)("%s", (sample) =>
    same(`${utf8Octets(sample)}\nA.b 60 ${utf8Octets(sample).replace(/^\S+ \d+ /, "")}\n`),
  );
});

/** Files, what is read of them, and how many of the records are plain. */
const files: Readonly<Record<string, readonly [text: string, plain: number, records: readonly string[]]>> = {
  "a TTL, a class and an owner carried over, in any order": [
    "a 60 IN A 192.0.2.1\n IN 30 A 192.0.2.2\n\tA 192.0.2.3\n",
    3,
    ["1 a 60 A 192.0.2.1", "2 a 30 A 192.0.2.2", "3 a 30 A 192.0.2.3"],
  ],
  "a TTL that $TTL set, which outlasts those of records": [
    "$TTL 5\na 60 A 192.0.2.1\na A 192.0.2.2\n",
    1,
    ["2 a 60 A 192.0.2.1", "3 a 5 A 192.0.2.2"],
  ],
  "lines that end as on Windows, and an empty one": [
    "a 60 A 192.0.2.1\r\n\nb 60 A 192.0.2.2\r\n",
    2,
    ["1 a 60 A 192.0.2.1", "3 b 60 A 192.0.2.2"],
  ],
  "a last line without an end, which the reader of records takes": [
    "a 60 A 192.0.2.1\nb 60 A 192.0.2.2",
    1,
    ["1 a 60 A 192.0.2.1", "2 b 60 A 192.0.2.2"],
  ],
  "a plain line behind one that is none": [
    "a 60 HINFO x y\nb A 192.0.2.2\n  A 192.0.2.3\n",
    2,
    ['1 a 60 HINFO "x" "y"', "2 b 60 A 192.0.2.2", "3 b 60 A 192.0.2.3"],
  ],
  "a plain line behind a record of several lines": [
    "a 60 TXT (\n x\n )\nb A 192.0.2.2\n",
    1,
    ['1 a 60 TXT "x"', "4 b 60 A 192.0.2.2"],
  ],
  "a record that begins in one line and goes on in the next": [
    "a (\n 60 A 192.0.2.1 )\nb A 192.0.2.2\n",
    1,
    ["1 a 60 A 192.0.2.1", "3 b 60 A 192.0.2.2"],
  ],
  "generated and included lines": [
    "$TTL 60\n$GENERATE 1-2 g$ A 192.0.2.$\n$INCLUDE inc\nb A 192.0.2.2\n",
    0,
    [
      "2 g1 3600 A 192.0.2.1",
      "2 g2 3600 A 192.0.2.2",
      "inc:1 www 60 A 192.0.2.9",
      "inc:2 example.org. 60 A 192.0.2.10",
      "4 b 60 A 192.0.2.2",
    ],
  ],
  "lines behind another origin": [
    "$ORIGIN sub\na 60 A 192.0.2.1\n A 192.0.2.2\nb A 192.0.2.3\n",
    2,
    ["2 a.sub 60 A 192.0.2.1", "3 a.sub 60 A 192.0.2.2", "4 b.sub 60 A 192.0.2.3"],
  ],
  "an origin with an escape: nothing is plain": ["$ORIGIN x\\.y\na 60 A 192.0.2.1\n", 0, ["2 a.x\\.y 60 A 192.0.2.1"]],
  "an owner with an escape, and lines without one behind it": [
    "x\\.y 60 A 192.0.2.1\n A 192.0.2.2\na A 192.0.2.3\n",
    0,
    ["1 x\\.y 60 A 192.0.2.1", "2 x\\.y 60 A 192.0.2.2", "3 a 60 A 192.0.2.3"],
  ],
  "an owner carried over from a plain line to one that is none": [
    "a 60 A 192.0.2.1\n HINFO x y\n",
    1,
    ["1 a 60 A 192.0.2.1", '2 a 60 HINFO "x" "y"'],
  ],
};

describe("of a file", () => {
  const short = (line: string): string =>
    line
      .replace("db:", "")
      .replace(/\.example\.org\./g, "")
      .replaceAll("\tIN\t", " ")
      .replaceAll("\t", " ");
  test.each(Object.entries(files))("%s", (_, [text, plain, records]) => {
    for (const lineCount of [1, 2, 100]) {
      const read = byOctets(text, 1_000, lineCount);
      expect(read.records.map(short)).toEqual(records);
      expect(read.plain).toBe(plain);
    }
  });
  test("no more lines are read in a step than were asked for", () => {
    let count = 0;
    const taker: RecordTaker = { plain: () => count++, record: () => false };
    const text = "a 60 A 192.0.2.1\n\nb 60 A 192.0.2.2\nc 60 A 192.0.2.3\n";
    const reading = new OctetRecords([octetBytes(text)], { origin: ORIGIN, file: "db" }, taker);
    const counts = [reading.step(2), count, reading.step(1), count, reading.step(5), count];
    expect(counts).toEqual([true, 1, true, 2, false, 3]);
  });
  test("a record that is not plain may end reading", () => {
    const seen: string[] = [];
    const taker: RecordTaker = {
      plain: () => seen.push("plain"),
      record: (record) => seen.push(record.rdata.kind) > 1,
    };
    const text = "a 60 A 192.0.2.1\na 60 HINFO x y\na 60 LOC 1 N 1 E 1\n";
    const reading = new OctetRecords([octetBytes(text)], { origin: ORIGIN, file: "db" }, taker);
    expect([reading.step(9), seen]).toEqual([false, ["plain", "HINFO"]]);
  });
  test("the source is let go when reading is given up", () => {
    let isOpen = true;
    function* pieces(): Generator<Uint8Array> {
      try {
        yield octetBytes("a 60 A 192.0.2.1\n");
        yield octetBytes("b 60 A 192.0.2.1\n");
      } finally {
        isOpen = false;
      }
    }
    const taker: RecordTaker = { plain: () => {}, record: () => false };
    const reading = new OctetRecords(pieces(), { origin: ORIGIN, file: "db" }, taker);
    expect([reading.step(1), isOpen]).toEqual([true, true]);
    reading.close();
    expect(isOpen).toBe(false);
  });
});
