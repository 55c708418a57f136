import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { directives } from "../../plugins/directives.gen.ts";
import { LanguageService } from "../service.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { getZoneCompletions } from "./completions.ts";
import { getZoneHover } from "./hover.ts";
import { getZoneFolds, getZoneOutline } from "./outline.ts";

function workspace(texts: Readonly<Record<string, string>>): LanguageWorkspace {
  const all = { Corefile: "example.org {\n file db\n}", ...texts };
  return {
    service: new LanguageService(),
    corefile: "Corefile",
    files: filesInMemory(all),
    paths: Object.keys(all),
    environment: {},
    directives,
  };
}

/** The text without the `|` that marks the cursor, and the cursor. */
function marked(text: string): { readonly world: LanguageWorkspace; readonly offset: number } {
  return { world: workspace({ db: text.replace("|", "") }), offset: text.indexOf("|") };
}

const ZONE = `$TTL 1h30m ; a comment
@ IN SOA ns hostmaster 1 7200 3600 1209600 300
www 5400 IN A 192.0.2.1
    AAAA 2001:db8::1
@ MX 10 mail
$ORIGIN sub
a A 192.0.2.2
`;

describe("hover", () => {
  const cases: Readonly<Record<string, readonly [string, string | undefined]>> = {
    "an owner": ["ww|w 5400 IN A", "Owner name: `www.example.org.`"],
    "the origin": ["|@ IN SOA", "Owner name: `example.org.`"],
    "an owner below another origin": ["|a A 192", "Owner name: `a.sub.example.org.`"],
    "a TTL": ["www 54|00", "TTL: 1 hour 30 minutes"],
    "a class": ["I|N A", "Class IN: the Internet. It may be left out."],
    "a type": ["M|X 10", "```text\nMX PREFERENCE EXCHANGE\n```"],
    "a number of the SOA": ["1 7|200", "`REFRESH`: 2 hours"],
    "a name of RDATA": ["10 ma|il", "`EXCHANGE`: `mail.example.org.`"],
    "a directive": ["$T|TL", "```text\n$TTL TTL\n```"],
    "what a directive sets": ["$ORIGIN s|ub", "Origin: `sub.example.org.`"],
    "a comment": ["a com|ment", undefined],
  };
  test.each(Object.entries(cases))("%s", (_, [place, expected]) => {
    const { world, offset } = marked(ZONE.replace(place.replace("|", ""), place));
    expect(getZoneHover(world, { file: "db", offset })?.markdown.split("\n\n")[0]).toBe(expected);
  });
});

describe("completion", () => {
  const labels = (text: string): readonly string[] | undefined => {
    const { world, offset } = marked(text);
    return getZoneCompletions(world, { file: "db", offset })?.items.map(({ label }) => label);
  };
  test("directives and owners at the start of a line", () =>
    expect(labels(`${ZONE}w|`)).toEqual(["$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE", "@", "www", "a"]));
  test("class and types behind an owner", () => expect(labels("www |")?.slice(0, 3)).toEqual(["IN", "A", "AAAA"]));
  test("types behind a class", () => expect(labels("www IN |")?.slice(0, 2)).toEqual(["A", "AAAA"]));
  test("types on an indented line", () => expect(labels("www A 192.0.2.1\n  |")?.[1]).toBe("A"));
  test("owners where a name belongs, hosts first", () =>
    expect(labels("x TXT t\nwww A 192.0.2.1\n@ MX 10 |")).toEqual(["www", "x", "@"]));
  test("nothing where a number belongs", () => expect(labels("@ MX |")).toBeUndefined());
  test("nothing in quotes and comments", () => {
    expect(labels('a TXT "x|"')).toBeUndefined();
    expect(labels("a A 192.0.2.1 ; x|")).toBeUndefined();
  });
  test("a type comes with its RDATA to fill in", () => {
    const { world, offset } = marked("@ |");
    const mx = getZoneCompletions(world, { file: "db", offset })?.items.find(({ label }) => label === "MX");
    expect([mx?.insert, mx?.isTemplate]).toEqual([`MX ${"$"}{1:10} ${"$"}{2:mail}`, true]);
  });
});

test("outline: owners with their records, directives", () => {
  const entries = getZoneOutline(workspace({ db: ZONE }), "db");
  const shown = entries.map(
    ({ name, detail, children }) => `${name} (${detail}) ${children.map((child) => child.name).join(" ")}`,
  );
  expect(shown).toEqual([
    "$TTL (1h30m) ",
    "@ (example.org.) SOA",
    "www (www.example.org.) A AAAA",
    "@ (example.org.) MX",
    "$ORIGIN (sub) ",
    "a (a.sub.example.org.) A",
  ]);
});

test("folds: entries of several lines, comments", () =>
  expect(getZoneFolds(workspace({ db: "; a\n; b\n@ SOA ns m (\n 1 2 ; x\n 3 4 5 )\n" }), "db")).toEqual([
    { startLine: 1, endLine: 2, kind: "comment" },
    { startLine: 3, endLine: 5, kind: "block" },
  ]));

test("no text and no place makes a question throw", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "@",
          "a",
          "IN",
          "60",
          "MX",
          "SOA",
          "$TTL",
          "$ORIGIN",
          "$INCLUDE db",
          "$GENERATE",
          "(",
          ")",
          '"',
          ";",
          "\n",
          " ",
          "CAA",
          "é",
          "\\",
        ),
        { maxLength: 30 },
      ),
      fc.nat(),
      (parts, seed) => {
        const text = parts.join(" ");
        const world = workspace({ db: text });
        const place = { file: "db", offset: text.length === 0 ? 0 : seed % (text.length + 1) };
        getZoneHover(world, place);
        const completions = getZoneCompletions(world, place);
        expect(completions === undefined || completions.insert.end.offset === place.offset).toBe(true);
        getZoneOutline(world, "db");
        getZoneFolds(world, "db");
      },
    ),
    { numRuns: 300 },
  ));
