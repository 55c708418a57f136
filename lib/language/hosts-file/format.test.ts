import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { ROOT } from "../../dns/name/name.ts";
import { HostsTable } from "../../plugins/hosts/table.ts";
import { LanguageService } from "../service.ts";
import { formatHosts, getHostsFormatEdits } from "./format.ts";

describe("what formatting does", () => {
  const cases: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
    "addresses, names and comments are lined up": [
      ["192.0.2.1\tdb   db.example.org#primary", "  2001:db8::1 www # web", "192.0.2.20 x"],
      ["192.0.2.1   db db.example.org #primary", "2001:db8::1 www               # web", "192.0.2.20  x"],
    ],
    "an empty line and a comment begin another group": [
      ["192.0.2.100 a", "", "192.0.2.1 b", "  # c  ", "1.1.1.1  d"],
      ["192.0.2.100 a", "", "192.0.2.1 b", "# c", "1.1.1.1 d"],
    ],
    "blanks at the end go": [
      ["192.0.2.1 a  ", "   ", "#  x\t"],
      ["192.0.2.1 a", "", "#  x"],
    ],
    "what is no entry keeps its words": [
      ["not-an-address   a", "192.0.2.1"],
      ["not-an-address a", "192.0.2.1"],
    ],
    "an address wider than any pushes nothing": [
      [`${"x".repeat(60)} a`, "192.0.2.1  b"],
      [`${"x".repeat(60)} a`, "192.0.2.1 b"],
    ],
    "a line that nobody lines up stays": [[`192.0.2.1   ${"a ".repeat(3000)}`], [`192.0.2.1   ${"a ".repeat(3000)}`]],
    "line ends stay": [
      ["192.0.2.1   a\r", "192.0.2.1  b \r", ""],
      ["192.0.2.1 a\r", "192.0.2.1 b\r", ""],
    ],
    "a byte order mark stays where it is": [
      ["\uFEFF  # x", "\uFEFF192.0.2.1   a"],
      ["\uFEFF  # x", "\uFEFF192.0.2.1 a"],
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [before, after]) =>
    expect(formatHosts(before.join("\n"))).toBe(after.join("\n")),
  );
});

test("edits are of single lines, and only of those that are wanted", () => {
  const texts = { Corefile: ". {\n hosts hosts\n}", hosts: "192.0.2.1   a\n\n192.0.2.2   b\n" };
  const workspace = {
    service: new LanguageService(),
    corefile: "Corefile",
    files: filesInMemory(texts),
    paths: Object.keys(texts),
    environment: {},
    directives: [],
  };
  expect(getHostsFormatEdits(workspace, "hosts").map(({ range, text }) => [range.start.line, text])).toEqual([
    [1, "192.0.2.1 a"],
    [3, "192.0.2.2 b"],
  ]);
  expect(getHostsFormatEdits(workspace, "hosts", { startLine: 3, endLine: 3 }).length).toBe(1);
});

const range = { file: "", start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

/** What the plugin answers, for every name and address that may be in the texts. */
function meaningOf(text: string): unknown {
  const complaints: string[] = [];
  const lines = text.split("\n").map((line) => ({ text: line.replace(/\r$/, ""), place: { range } }));
  const complain = (said: string): void => void complaints.push(said);
  const table = HostsTable.read(lines, { zones: [ROOT], ttlSeconds: 60, reverse: true, complain });
  const found = NAMES.flatMap((name) =>
    [1, 28].map((type) => table.exact(name, type).map(({ record }) => [record.name, record.rdata])),
  );
  return {
    found,
    size: table.size,
    reverse: ADDRESSES.map((one) => table.namesOf(one).map(({ name }) => name)),
    complaints,
  };
}

const WORDS = [
  "a.example.org",
  "A.Example.org.",
  "*.example.org",
  "b",
  "b#glued",
  "x\\032y",
  "münchen",
  "\u00a0",
  "\uFEFFa",
];
const NAMES = ["a.example.org.", "*.example.org.", "b.", "x\\ y."] as never[];
const ADDRESSES = ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.7", "fe80::1"];

test("CoreDNS reads the same before and after, no word or comment is lost, and formatting again changes nothing", () => {
  const blank = fc.constantFrom(" ", "  ", "\t", "\v", "\f", "\r", " \t ");
  const word = fc.constantFrom(...WORDS, ...ADDRESSES, "fe80::1%lo0", "0192.0.2.1", "w".repeat(1100));
  const comment = fc.constantFrom("", "# one", "#two  ", " #  three # four", "#\u00a0");
  const line = fc
    .tuple(fc.constantFrom("", " ", "\t"), fc.array(fc.tuple(word, blank), { maxLength: 5 }), comment)
    .map(([start, words, end]) => start + words.flat().join("") + end);
  const lineEnd = fc.constantFrom("\n", "\r\n");
  fc.assert(
    fc.property(fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }), (lines) => {
      const text = lines.flat().join("");
      const once = formatHosts(text);
      expect(meaningOf(once)).toEqual(meaningOf(text));
      expect(formatHosts(once)).toBe(once);
      const words = (all: string): string => all.replace(/[ \t\v\f\r\n]+/g, "");
      expect(words(once)).toBe(words(text));
      const ends = (all: string): readonly boolean[] => all.split("\n").map((one) => one.endsWith("\r"));
      expect(ends(once)).toEqual(ends(text));
    }),
    { numRuns: 2000 },
  );
});
