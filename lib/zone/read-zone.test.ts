import fc from "fast-check";
import { describe, expect, test } from "vitest";
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

const word = fc.constantFrom(
  ..."a b www WWW @ * *.w a.b sub.example.org. example.org. EXAMPLE.ORG. . .. a..b _s._tcp x-1 $TTL $ORIGIN $INCLUDE inc ( ) ;c".split(
    " ",
  ),
  ..."A AAAA NS CNAME PTR MX TXT SRV a txt in IN CH CLASS1 TYPE1 ANY SOA NSEC DNAME CAA \\# 0 1 10 60 4294967295 4294967296 65536 007 1h".split(
    " ",
  ),
  ..."192.0.2.1 192.0.02.1 256.0.0.1 1.2.3 1.2.3.4. ::1 2001:db8::A ::ffff:192.0.2.1 1::2::3 \\097 a\\.b \xe9 a\rb ~ a=b,c".split(
    " ",
  ),
  '"',
  '"a b"',
  '"a;b"',
  '""',
  '"a""b"',
  "x".repeat(63),
  "x".repeat(64),
  "y".repeat(255),
  "y".repeat(256),
  `"${"z".repeat(256)}"`,
  ["a", "b", "c", "d"].map((letter) => letter.repeat(60)).join("."),
);
const blank = fc.constantFrom(" ", "\t", "  ", " \t ", "");
const end = fc.constantFrom("\n", "\n", "\r\n", " \n", " ; c\n", "\n\n", "\r", "");
const line = fc
  .tuple(fc.array(fc.tuple(word, blank), { maxLength: 7 }), blank, end)
  .map(([words, first, last]) => first + words.map(([text, behind]) => text + behind).join("") + last);
/** Mostly right, so that lines behind it are reached. */
const owner = fc.constantFrom("a", "A", "b.c", "@", "", "*.w", "www.example.org.", "other.net.", "x".repeat(63));
const rdata = fc.constantFrom(
  "A 192.0.2.1",
  "A 192.0.02.1",
  "A 192.0.2.256",
  "A 192.0.2.1.",
  "AAAA 192.0.2.1",
  "MX 65536 a",
  "a 192.0.2.1",
  "AAAA 2001:DB8::1",
  "NS ns",
  "NS NS.Example.net.",
  "CNAME @",
  "PTR B.example.org.",
  "MX 010 Mail",
  "TXT a b",
  'TXT "a b" "c"',
  'TXT "" x',
  'TXT "\xe9;("',
  "SRV 1 2 3 Target",
  "TXT a\\b",
  'CAA 0 issue "a\\\\b"',
  "MX 1 .",
  "CNAME .",
  'TXT "a\nb"',
  "TXT ( a\n b )",
  "NSEC b A NS",
  "NS @",
  "LOC 42 21 54 N 71 6 18 W -24m 30m",
);
/** Records of signed zones, field by field: each field is one that is right, now and then one that may not be. */
const field = (right: readonly string[], other: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom(...other) });
const small = field(["0", "8", "13", "255"], ["256", "-1", "RSASHA256", "rsasha256", "x", "008", ""]);
const short = field(["0", "257", "65535", "1"], ["65536", "1.", "x"]);
const long = field(["0", "300", "4294967295"], ["4294967296", "1h", "00000000060"]);
const time = field(
  ["20261129120000", "19700101000000", "20240229235959", "21060207062815", "1764417600", "0"],
  [
    ..."21060207062816 19691231235959 20250229000000 21000229000000 20261301000000 20260001000000".split(" "),
    ..."20261100000000 20261131000000 20261129240000 20261129126000 20261129120060 00000000000000".split(" "),
    ..."99991231235959 2026112912000 202611291200000 2026112912000x 4294967296 00000000000060 -1".split(" "),
  ],
);
const signer = field(["@", "Example.org.", "sub", "."], ["a..b", "a\\.b", "x".repeat(64), ""]);
const covered = field(
  ["A", "a", "NS", "SOA", "NSEC", "DNSKEY", "TXT", "ANY"],
  ["TYPE1", "TYPE65280", "NSEC3", "X", "1"],
);
const key = field(
  ["AAAA", "ab+/", "q83v EjRW", "qw==", "q80=", "q80 =", "a b c d", "q83vEjRWeJA="],
  ["=", "AAA", "A===", "AA=A", "AA==AA==", "qx==", "q8/=", "A-_A", "AA== ;c", "(AA==)", '"AAAA"', "AA\\=", ""],
);
const digest = field(["00", "aBcD", "a b C d", "0123 4567 89ab cdef"], ["abc", "0g", "", "(ab)", '"ab"', "a\\b"]);
const types = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("A NS SOA", "RRSIG NSEC", "a  mx\tTXT", "CAA", "A RRSIG NSEC CAA TA DLV", "DNSKEY"),
  },
  { weight: 1, arbitrary: fc.array(covered, { maxLength: 5 }).map((words) => words.join(" ")) },
);
const signedRdata = fc.oneof(
  fc.tuple(fc.constant("RRSIG"), covered, small, small, long, time, time, short, signer, key),
  fc.tuple(fc.constant("NSEC"), signer, types),
  fc.tuple(fc.constant("DS"), short, small, small, digest),
  fc.tuple(fc.constant("DNSKEY"), short, small, small, key),
);
const signedLine = fc.tuple(signedRdata, fc.constantFrom(" ", "  \t")).map(([words, gap]) => words.join(gap));
const good = fc
  .tuple(
    owner,
    fc.constantFrom("60 ", "60 IN ", "IN 60 ", "IN ", "", "in 4294967295 "),
    fc.oneof({ weight: 2, arbitrary: rdata }, { weight: 1, arbitrary: signedLine }),
    end,
  )
  .map(([name, head, data, last]) => `${name} ${head}${data}${last}`);
const directive = fc.constantFrom(
  "$TTL 60\n",
  "$TTL 1h\n",
  "$ORIGIN sub\n",
  "$ORIGIN Sub.Example.org.\n",
  "$ORIGIN .\n",
  "$ORIGIN a\\.b.\n",
  "$INCLUDE inc\n",
  "$INCLUDE inc x\n",
  "$GENERATE 1-2 g$ A 192.0.2.$\n",
  "; comment\n",
  "\n",
  "@ 60 SOA ns mail 1 2 3 4 5\n",
  " \n",
);
const text = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: good }, { weight: 2, arbitrary: directive }, { weight: 1, arbitrary: line }),
    {
      maxLength: 12,
    },
  )
  .map((lines) => lines.join(""));

describe("read by octets, a file is what it is read by records", () => {
  test("whatever its lines are, and however it comes in pieces", () => {
    fc.assert(fc.property(text, fc.integer({ min: 1, max: 300 }), same), { numRuns: 3000 });
  }, 60_000);
  test("when it is signed", () => {
    const lines = fc.tuple(owner, signedLine, end).map(([name, data, last]) => `$TTL 60\n${name} ${data}${last}`);
    fc.assert(
      fc.property(lines, (given) => same(`${given}b A 192.0.2.1\n`, 40)),
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
