import { describe, expect, test } from "vitest";
import { one, optional, rest, word } from "./argument.ts";
import { plain } from "./complaint.ts";
import { duration } from "./kinds/duration.ts";
import { path } from "./kinds/file.ts";
import { keyword } from "./kinds/keyword.ts";
import { text } from "./kinds/text.ts";
import { zone } from "./kinds/zone.ts";
import { clauses, custom, form, forms, type Line, line } from "./line.ts";
import { wordPlaces } from "./word-places.ts";

const ordered = line({ file: one(path), every: optional(duration, { take: "if it fits" }), zones: rest(zone) });
const chosen = forms({ of: form({ key: one(text) }), "": form({}) }, { unknown: plain("?"), anyCase: true });
const rule = clauses({ type: rest(text), net: rest(text) }, { unknown: plain("?"), empty: plain("?") });
const own = custom<never>({
  looks: [line({ on: word("on"), every: one(duration) }), line({ mode: one(keyword(["off"])), file: one(path) })],
  read: (_, reader) => reader.complain(plain("?")),
});

const cases: Readonly<Record<string, [Line<unknown>, string, readonly (string | undefined)[]]>> = {
  "arguments in their order": [ordered, "db 30s example.org .", ["file", "every", "zones", "zones"]],
  "an argument that was left out": [ordered, "db example.org", ["file", "zones"]],
  "words that a line has no place for": [line({ a: one(text) }), "x y", ["a", undefined]],
  "the word of a form and its arguments": [chosen, "OF x y", ["form", "key", undefined]],
  "a word that chooses no form": [chosen, "if x", ["form", undefined]],
  "keywords and what they lead": [rule, "type A MX net *", ["keyword", "type", "type", "keyword", "net"]],
  "no keyword where one should stand": [rule, "A", ["keyword"]],
  "the look that fits": [own, "off db", ["mode", "file"]],
  "the other look": [own, "on 5s", ["on", "every"]],
  "names of what every object has are no keywords": [rule, "constructor", ["keyword"]],
};

describe("what each word of a line is", () => {
  test.each(Object.entries(cases))("%s", (_, [given, words, expected]) =>
    expect(wordPlaces(given, words.split(" ")).map((place) => place?.name)).toEqual(expected),
  );
});
