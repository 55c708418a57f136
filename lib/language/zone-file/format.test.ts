import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { ROOT, readName } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { readZone } from "../../zone/master-file.ts";
import { LanguageService } from "../service.ts";
import { formatZone, getZoneFormatEdits } from "./format.ts";

const origin = readName("example.org.") ?? ROOT;

describe("what formatting does", () => {
  const cases: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
    "columns are lined up": [
      ["$TTL 60", "@ NS ns", "www\t300 IN\tA   192.0.2.1", "  AAAA 2001:db8::1", "longer-name IN A 192.0.2.2"],
      [
        "$TTL 60",
        "@                  NS   ns",
        "www         300 IN A    192.0.2.1",
        "                   AAAA 2001:db8::1",
        "longer-name IN     A    192.0.2.2",
      ],
    ],
    "comments are lined up, and stay": [
      ["a 60 A 192.0.2.1;one", "bc 60 A 192.0.2.22   ; two", "  ; three  ", "d 60 A 192.0.2.3"],
      ["a  60 A 192.0.2.1  ;one", "bc 60 A 192.0.2.22 ; two", "  ; three", "d 60 A 192.0.2.3"],
    ],
    "texts keep their blanks": [['a 60 TXT  "b  ; c"   d   "e""f"'], ['a 60 TXT "b  ; c" d "e""f"']],
    "what goes over several lines stays": [
      ["@   60  SOA ns m (", "      1 2", "  3 4 5 )  ; x"],
      ["@   60  SOA ns m (", "      1 2", "  3 4 5 )  ; x"],
    ],
    "an empty line begins another group": [
      ["a 60 A 192.0.2.1", "", "bcd 60 A 192.0.2.1"],
      ["a 60 A 192.0.2.1", "", "bcd 60 A 192.0.2.1"],
    ],
    "a file with a mistake stays": [["a   60 A x"], ["a   60 A x"]],
  };
  test.each(Object.entries(cases))("%s", (_, [before, after]) =>
    expect(formatZone(before.join("\n"), origin)).toBe(after.join("\n")),
  );

  test("line ends stay", () =>
    expect(formatZone("a   60 A 192.0.2.1\r\nb 60 A 192.0.2.1\r\n", origin)).toBe(
      "a 60 A 192.0.2.1\r\nb 60 A 192.0.2.1\r\n",
    ));
});

test("edits are of single lines, and only of those that are wanted", () => {
  const texts = { Corefile: "example.org {\n file db\n}", db: "a   60 A 192.0.2.1\n\nb   60 A 192.0.2.1\n" };
  const workspace = {
    service: new LanguageService(),
    corefile: "Corefile",
    files: filesInMemory(texts),
    paths: Object.keys(texts),
    environment: {},
    directives: [],
  };
  const edits = getZoneFormatEdits(workspace, "db");
  expect(edits.map(({ range, text }) => [range.start.line, range.end.column, text])).toEqual([
    [1, 19, "a 60 A 192.0.2.1"],
    [3, 19, "b 60 A 192.0.2.1"],
  ]);
  expect(getZoneFormatEdits(workspace, "db", { startLine: 2, endLine: 3 }).length).toBe(1);
});

test("the records and the comments stay the same, and formatting again changes nothing", () => {
  const records = (text: string): readonly string[] =>
    readZone(text, { origin, file: "db", include: () => "" }).records.map(writeRecord);
  const comments = (text: string): readonly string[] =>
    text.split("\n").flatMap((line) => /; .*$/.exec(line)?.[0].trimEnd() ?? []);
  const line = fc.constantFrom(
    "$TTL 60",
    "$ORIGIN  sub",
    "a\t60  A 192.0.2.1",
    " A   192.0.2.2 ; x",
    '\tTXT "a  b"  c ; y',
    "long.name.of.a.host IN 300 MX 10   mail",
    "@ 60 SOA ns m (1\n 2 3 ; z\n 4 5)",
    "",
    "   ",
    "; alone",
    "*.w CNAME   a;glued",
    "$GENERATE 1-3  g$   A 192.0.2.$",
    "$INCLUDE  other",
    "\\ttt 60 TYPE65280 \\#  1   ff",
    'q 60 TXT "open\nclose"  x',
    "bad A x y",
    "p ( 60 A 192.0.2.1 )",
    "r 60 A 192.0.2.9\r",
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 15 }), fc.boolean(), (lines, isEnded) => {
      const text = lines.join("\n") + (isEnded ? "\n" : "");
      const once = formatZone(text, origin);
      expect(records(once)).toEqual(records(text));
      expect(comments(once)).toEqual(comments(text));
      expect(formatZone(once, origin)).toBe(once);
      expect(once.split("\n").length).toBe(text.split("\n").length);
    }),
    { numRuns: 1000 },
  );
});
