import { describe, expect, test } from "vitest";
import { one, optional, rest } from "./argument.ts";
import { plain } from "./complaint.ts";
import { directiveHover, directiveSyntax, placeHover, propertyHover } from "./describe.ts";
import { defineDirective } from "./directive.ts";
import { duration } from "./kinds/duration.ts";
import { path } from "./kinds/file.ts";
import { keyword } from "./kinds/keyword.ts";
import { count } from "./kinds/number.ts";
import { secret, text } from "./kinds/text.ts";
import { clauses, custom, form, forms, line } from "./line.ts";
import { freeProperties, placesAfter } from "./places.ts";
import { flag, property } from "./property.ts";

const policy = keyword(["first", "any"], { placeholder: "POLICY", details: { first: "The first one." } });

const sample = defineDirective({
  name: "sample",
  since: "1.2.3",
  inChain: false,
  repeat: "once",
  summary: "Does nothing.",
  args: { file: optional(path, { summary: "A file." }), zones: rest(text) },
  properties: {
    ttl: property({
      summary: "How long.",
      since: "1.3.0",
      args: { min: one(count, { placeholder: "MIN", summary: "At least." }), max: optional(count) },
    }),
    policy: property({ summary: "Which one.", args: { policy: one(policy) }, repeat: "each" }),
    rule: property({
      summary: "A rule.",
      args: clauses(
        { type: rest(text, { placeholder: "QTYPE" }), net: rest(text) },
        { unknown: plain("?"), empty: plain("?") },
      ),
    }),
    quiet: flag("Says nothing."),
    old: property({ summary: "Nothing any more.", args: { words: rest(text) }, obsolete: true }),
  },
  rows: { summary: "An entry.", placeholder: "ADDRESS NAME..." },
});

const chosen = forms(
  { "": form({}), all: form({}), of: form({ key: one(secret), every: optional(duration) }, { summary: "Some." }) },
  { unknown: plain("?") },
);

describe("syntax", () => {
  test("a directive with a block", () => {
    expect(directiveSyntax(sample)).toBe(
      [
        "sample [FILE] [ZONES...] {",
        "    [ADDRESS NAME...]",
        "    ttl MIN [COUNT]",
        "    policy POLICY",
        "    rule [type QTYPE...] [net NET...]",
        "    quiet",
        "}",
      ].join("\n"),
    );
  });
  test("a directive with forms", () => {
    const directive = defineDirective({ name: "pick", inChain: true, repeat: "each", summary: "Picks.", args: chosen });
    expect(directiveSyntax(directive)).toBe("pick\npick all\npick of SECRET [DURATION]");
  });
  test("a line with a syntax of its own", () => {
    const args = custom<never>({
      looks: [line({ a: one(text) })],
      syntax: ["A [b C]"],
      read: (_, reader) => reader.complain(plain("?")),
    });
    expect(
      directiveSyntax(defineDirective({ name: "own", inChain: true, repeat: "each", summary: "Own.", args })),
    ).toBe("own A [b C]");
  });
});

describe("hover", () => {
  test("a directive", () => {
    expect(directiveHover(sample, ["A note."])).toBe(
      [
        "```text\nsample [FILE] [ZONES...] { … }\n```",
        "Does nothing.",
        "Since CoreDNS 1.2.3. Not in the path of queries.",
        "A note.",
        [
          "- `ADDRESS NAME...`: An entry.",
          "- `ttl MIN [COUNT]`: How long.",
          "- `policy POLICY`: Which one.",
          "- `rule [type QTYPE...] [net NET...]`: A rule.",
          "- `quiet`: Says nothing.",
        ].join("\n"),
      ].join("\n\n"),
    );
  });
  test("a property", () => {
    const { ttl } = sample.properties;
    expect(ttl === undefined ? "" : propertyHover("ttl", ttl)).toBe(
      "```text\nttl MIN [COUNT]\n```\n\nHow long.\n\n- `MIN`: At least.\n\nSince CoreDNS 1.3.0.",
    );
  });
  test("an argument", () => {
    const [place] = placesAfter(sample.properties.policy?.line ?? chosen, []);
    expect(place === undefined ? "" : placeHover(place)).toBe(
      "`POLICY`\n\nExpects one of first, any.\n\n- `first`: The first one.",
    );
  });
});

describe("what may come next", () => {
  const names = (given: Parameters<typeof placesAfter>[0] | undefined, ...words: readonly string[]) =>
    given === undefined ? [] : placesAfter(given, words).map(({ name }) => name);
  const { ttl, rule } = sample.properties;

  test("arguments that may be missing, and those behind them", () =>
    expect(names(sample.line)).toEqual(["file", "zones"]));
  test("the rest never ends", () => expect(names(sample.line, "a", "b", "c")).toEqual(["zones"]));
  test("a full line", () => expect(names(ttl?.line, "1", "2")).toEqual([]));
  test("an argument that must be there hides those behind it", () => expect(names(ttl?.line)).toEqual(["min"]));
  test("forms", () => {
    expect(placesAfter(chosen, [])[0]?.suggestions).toEqual([{ text: "all" }, { text: "of", detail: "Some." }]);
    expect(placesAfter(chosen, ["of"]).map(({ name, secret: hidden }) => [name, hidden])).toEqual([["key", true]]);
    expect(placesAfter(chosen, ["what"])).toEqual([]);
  });
  test("clauses", () => {
    expect(names(rule?.line)).toEqual(["keyword"]);
    expect(names(rule?.line, "type")).toEqual(["type"]);
    expect(names(rule?.line, "type", "A")).toEqual(["type", "keyword"]);
  });
  test("properties that may still be added", () => {
    expect(Object.keys(freeProperties(sample, ["ttl", "policy"]))).toEqual(["policy", "rule", "quiet"]);
  });
});
