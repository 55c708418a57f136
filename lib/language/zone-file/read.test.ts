import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROOT, readName } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { readZone } from "../../zone/master-file.ts";
import { parseEntry } from "./parse.ts";
import { readZoneText, type ZoneReading } from "./read.ts";
import { scanEntries } from "./scan.ts";

const origin = readName("example.org.") ?? ROOT;
const FILES: Readonly<Record<string, string>> = {
  "more.inc": "more A 192.0.2.7\nbad A 192.0.2.700\nworse A 192.0.2.701\n",
  "loop.inc": "$INCLUDE loop.inc\n$INCLUDE loop.inc\n",
};

function read(text: string, file = "db"): ZoneReading {
  const include = (path: string): string | { error: string } =>
    FILES[path] ?? { error: `open ${path}: no such file or directory` };
  return readZoneText({ file, text, origin, include });
}

/** Each mistake with the text that it is shown at. */
function mistakes(text: string): readonly (readonly [string, string])[] {
  const { mistakes: found, lines, included } = read(text);
  return found.map(({ error, range }) => {
    const of = range.file === lines.file ? lines : included.get(range.file)?.lines;
    return [of?.text.slice(range.start.offset, range.end.offset) ?? "", error.message];
  });
}

describe("entries", () => {
  const words = (text: string): readonly (readonly string[])[] =>
    scanEntries(text).map((entry) => entry.words.map((word) => word.text));
  const cases: Readonly<Record<string, readonly [string, readonly (readonly string[])[]]>> = {
    "a line each": [
      "a A 192.0.2.1\nb A 192.0.2.2",
      [
        ["a", "A", "192.0.2.1"],
        ["b", "A", "192.0.2.2"],
      ],
    ],
    "lines in parentheses are one": [
      "@ SOA ns m (\n 1 2 ; serial\n 3\n)\na A x\n",
      [
        ["@", "SOA", "ns", "m", "1", "2", "3"],
        ["a", "A", "x"],
      ],
    ],
    "quotes hold blanks, comments and parentheses": ['a TXT "b ; (c" d', [["a", "TXT", "b ; (c", "d"]]],
    "escapes hold what follows": ['a\\ b TXT \\; \\"', [["a\\ b", "TXT", "\\;", '\\"']]],
    "a parenthesis that nothing closes ends where the next owner stands": [
      "@ SOA ns (\n 1\nwww A 192.0.2.1\n",
      [
        ["@", "SOA", "ns", "1"],
        ["www", "A", "192.0.2.1"],
      ],
    ],
    "a quote that nothing closes ends with its line": [
      'a TXT "b\nc TXT d',
      [
        ["a", "TXT", "b"],
        ["c", "TXT", "d"],
      ],
    ],
    nothing: ["", []],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(words(text)).toEqual(expected));

  test("owner, TTL, class, type and RDATA", () => {
    const [entry] = scanEntries("www 1h IN MX 10 mail ; comment");
    const parsed = entry === undefined ? undefined : parseEntry(entry);
    expect(
      parsed?.kind === "record" && [parsed.owner, parsed.ttl, parsed.class, parsed.type].map((word) => word?.text),
    ).toEqual(["www", "1h", "IN", "MX"]);
  });
});

describe("mistakes", () => {
  const cases: Readonly<Record<string, readonly [string, readonly (readonly [string, string])[]]>> = {
    "the first as CoreDNS tells it, the others in the same words": [
      "$TTL 60\na A 192.0.2.300\nb A 192.0.2.2\nc MX x mail\n d FOO\n",
      [
        ["192.0.2.300", 'db: dns: bad A A: "192.0.2.300" at line: 2:15'],
        ["x", 'db: dns: bad MX Pref: "x" at line: 4:7'],
        ["FOO", 'db: dns: expecting RR type or class, not this...: "FOO" at line: 5:6'],
      ],
    ],
    "columns count octets, places count characters": [
      "$TTL 60\nü TXT é\nü A ö\n",
      [["ö", 'db: dns: bad A A: "\\u00f6" at line: 3:7']],
    ],
    "a file that is not there": [
      "$INCLUDE none.inc\nb 60 A x",
      [
        [
          "none.inc",
          'db: dns: failed to open `none.inc\': open none.inc: no such file or directory: "none.inc" at line: 1:17',
        ],
        ["x", 'db: dns: bad A A: "x" at line: 2:8'],
      ],
    ],
    "of included files, at their place": [
      "$TTL 60\n$INCLUDE more.inc\nb A x",
      [
        ["192.0.2.700", 'more.inc: dns: bad A A: "192.0.2.700" at line: 2:17'],
        ["192.0.2.701", 'more.inc: dns: bad A A: "192.0.2.701" at line: 3:19'],
        ["x", 'db: dns: bad A A: "x" at line: 3:5'],
      ],
    ],
    "of generated lines, at the directive": [
      "$GENERATE 300-301 a$ A 192.0.2.$\nb 60 A x",
      [
        ["a$ A 192.0.2.$", 'db: dns: bad A A: "192.0.2.300" at line: 1:18'],
        ["x", 'db: dns: bad A A: "x" at line: 2:8'],
      ],
    ],
    "a parenthesis too many": [
      "a 60 A 192.0.2.1 )\n",
      [["192.0.2.1", 'db: dns: garbage after rdata: "extra closing brace" at line: 1:18']],
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [text, expected]) => expect(mistakes(text)).toEqual(expected));
});

test("records go on behind a mistake, with owner, origin and TTL of the lines before", () => {
  const { records } = read("$TTL 60\n$ORIGIN sub\nx A bad\n A 192.0.2.1\n$TTL 90\ny A 192.0.2.2\n");
  expect(records.map(({ record, place }) => `${place.line} ${writeRecord(record)}`)).toEqual([
    "4 x.sub.example.org.\t60\tIN\tA\t192.0.2.1",
    "6 y.sub.example.org.\t90\tIN\tA\t192.0.2.2",
  ]);
});

test("files that include themselves come to an end", () => expect(read("$INCLUDE loop.inc\n").mistakes.length).toBe(2));

describe("whatever stands in the file", () => {
  const piece = fc.constantFrom(
    "a",
    "@",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "(",
    ")",
    ";",
    '"',
    "\\",
    "$TTL",
    "$ORIGIN",
    "$INCLUDE more.inc",
    "$GENERATE 1-3 a$ A 192.0.2.$",
    "60",
    "1h",
    "IN",
    "CH",
    "A",
    "MX",
    "TXT",
    "SOA",
    "NS",
    "192.0.2.1",
    "x.",
    "é",
    "😀",
    "TYPE99",
    "CLASS9",
    "\\#",
    "RRSIG",
    "LOC",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(" ")),
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string(),
  );

  test("it is read, and the first mistake is CoreDNS's", () =>
    fc.assert(
      fc.property(text, (content) => {
        const { mistakes: found, lines } = read(content);
        const include = (path: string): string | { error: string } =>
          FILES[path] ?? { error: `open ${path}: no such file or directory` };
        const { error } = readZone(content, { origin, file: "db", include });
        expect(found[0]?.error.message).toBe(error?.message);
        for (const { range } of found) {
          if (range.file !== "db") continue;
          expect(range.start.offset).toBeLessThanOrEqual(range.end.offset);
          expect(lines.position(range.end.offset)).toEqual(range.end);
        }
      }),
      { numRuns: 500 },
    ));

  test("every word is at its place, and no two entries share a character", () =>
    fc.assert(
      fc.property(text, (content) => {
        let end = -1;
        for (const entry of scanEntries(content)) {
          expect(entry.start).toBeGreaterThan(end);
          end = entry.end;
          for (const word of entry.words) {
            expect(entry.start <= word.start && word.start <= word.end && word.end <= entry.end).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    ));
});
