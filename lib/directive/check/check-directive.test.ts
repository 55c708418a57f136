import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../_test/check-corefile.ts";
import { one, optional, rest, word } from "../argument.ts";
import { plain, position, syntax, withPrefixes, wrongCount } from "../complaint.ts";
import { defineDirective } from "../directive.ts";
import { where } from "../kind.ts";
import { keyword } from "../kinds/keyword.ts";
import { count } from "../kinds/number.ts";
import { text } from "../kinds/text.ts";
import { clauses, custom, form, forms, line, steps } from "../line.ts";
import { fallthrough, flag, property, setting } from "../property.ts";

const words = { name: "sample", inChain: true, summary: "A sample." } as const;
const AFTER = (last: string, at = 2): string =>
  `plugin/sample: Corefile:${at} - Error during parsing: Wrong argument count or unexpected line ending after '${last}'`;

describe("uses of a directive", () => {
  const each = defineDirective({ ...words, repeat: "each", args: { names: rest(text) } });
  const once = defineDirective({ ...words, repeat: "once", args: { names: rest(text) } });
  const own = defineDirective({ ...words, repeat: { once: wrongCount }, args: { names: rest(text) } });
  const first = defineDirective({ ...words, repeat: "first", args: { size: one(count) } });

  test("each one counts", () => expect(checkLines(each, "sample a b", "sample c").uses).toHaveLength(2));
  test("once: the second is refused", () => {
    expect(messagesOf(once, "sample a", "sample b")).toEqual([
      "plugin/sample: this plugin can only be used once per Server Block",
    ]);
  });
  test("once: the first one's own mistakes come first", () => {
    const strict = defineDirective({ ...words, repeat: "once" });
    expect(messagesOf(strict, "sample x", "sample")[0]).toBe(AFTER("x"));
  });
  test("once, in other words", () => expect(messagesOf(own, "sample a", "sample b")).toEqual([AFTER("sample", 3)]));
  test("first: others are not looked at", () => expect(messagesOf(first, "sample 1", "sample x")).toEqual([]));
  test("braces that are not looked for read as another use", () => {
    expect(messagesOf(once, "sample a {", "}")).toEqual([
      "plugin/sample: this plugin can only be used once per Server Block",
    ]);
  });
  test("braces that are looked for only to be refused", () => {
    const refusing = defineDirective({
      ...words,
      repeat: "each",
      unknownProperty: position("sample takes no options"),
    });
    expect(messagesOf(refusing, "sample {", "  x", "}")).toEqual([
      "plugin/sample: Corefile:3 - Error during parsing: sample takes no options",
    ]);
    expect(messagesOf(refusing, "sample {", "}")).toEqual([]);
  });
  test("what ends the look at further uses", () => {
    const ending = defineDirective({
      ...words,
      repeat: "each",
      args: { size: one(count) },
      endsAfter: ({ args }) => args.size.value === 0,
    });
    expect(messagesOf(ending, "sample 1", "sample 0", "sample x")).toEqual([]);
    expect(messagesOf(ending, "sample 1", "sample x")).toHaveLength(1);
  });
});

describe("lines", () => {
  test("words are counted before they are read", () => {
    const directive = defineDirective({ ...words, repeat: "each", args: { size: one(count) } });
    expect(messagesOf(directive, "sample x y")).toEqual([AFTER("y")]);
    expect(messagesOf(directive, "sample x")).toEqual(['plugin/sample: strconv.Atoi: parsing "x": invalid syntax']);
    expect(messagesOf(directive, "sample")).toEqual([AFTER("sample")]);
  });
  test("words beyond the last are ignored", () => {
    const directive = defineDirective({
      ...words,
      repeat: "each",
      args: line({ size: one(count) }, { extra: "ignore" }),
    });
    expect(messagesOf(directive, "sample 1 x y")).toEqual([]);
  });
  test("the argument that is missing says so in its own words", () => {
    const args = { a: one(text, { missing: plain("no a") }), b: one(text, { missing: plain("no b") }) };
    const directive = defineDirective({ ...words, repeat: "each", args });
    expect(messagesOf(directive, "sample")).toEqual(["plugin/sample: no a"]);
    expect(messagesOf(directive, "sample 1")).toEqual(["plugin/sample: no b"]);
  });
  test("steps: the first word too many is named, and a brace is a word", () => {
    const directive = defineDirective({ ...words, repeat: "each", args: steps({}) });
    expect(messagesOf(directive, "sample x y")[0]).toBe(AFTER("x"));
    expect(messagesOf(directive, "sample {", "}")[0]).toBe(
      "plugin/sample: Corefile:2 - Error during parsing: Unexpected token '{', expecting argument",
    );
  });
  test("steps: what is left over is the next property", () => {
    const directive = defineDirective({ ...words, repeat: "each", properties: { size: setting("Size.", one(count)) } });
    expect(messagesOf(directive, "sample {", "  size 1 2", "}")).toEqual([
      "plugin/sample: Corefile:3 - Error during parsing: unknown property '2'",
    ]);
  });
  test("an optional argument that does not fit leaves its word to the next", () => {
    const args = { size: optional(count, { take: "if it fits" }), names: rest(text) };
    const directive = defineDirective({ ...words, repeat: "each", args });
    const [use] = checkLines(directive, "sample a 5").uses;
    expect([use?.args.size, use?.args.names.map(({ value }) => value)]).toEqual([undefined, ["a", "5"]]);
    const [sized] = checkLines(directive, "sample 5 a").uses;
    expect([sized?.args.size?.value, sized?.args.names.map(({ value }) => value)]).toEqual([5, ["a"]]);
  });
  test("a value out of bounds still fits", () => {
    const size = where(count, (value) => (value < 1 ? plain("too small: {value}") : undefined));
    const args = { size: optional(size, { take: "if it fits" }), names: rest(text) };
    const directive = defineDirective({ ...words, repeat: "each", args });
    expect(messagesOf(directive, "sample 0")).toEqual(["plugin/sample: too small: 0"]);
  });
  test("arguments behind the rest are taken from the right", () => {
    const directive = defineDirective({ ...words, repeat: "each", args: { names: rest(text), file: one(text) } });
    const [use] = checkLines(directive, "sample a b c").uses;
    expect([use?.args.names.map(({ value }) => value), use?.args.file.value]).toEqual([["a", "b"], "c"]);
  });
  test("a fixed word", () => {
    const directive = defineDirective({
      ...words,
      repeat: "each",
      args: steps({ from: word("from"), names: rest(text, { min: 1 }) }),
    });
    expect(messagesOf(directive, "sample from a")).toEqual([]);
    expect(messagesOf(directive, "sample to a")).toEqual([AFTER("to")]);
    expect(messagesOf(directive, "sample from")).toEqual([AFTER("from")]);
  });
  test("each value knows its place", () => {
    const directive = defineDirective({ ...words, repeat: "each", args: { names: rest(text) } });
    const [use] = checkLines(directive, "  sample a bc").uses;
    expect(use?.args.names[1]?.at).toMatchObject({ start: { line: 2, column: 12 }, end: { line: 2, column: 14 } });
    expect(use?.at).toMatchObject({ start: { line: 2, column: 3 } });
  });
});

describe("forms, clauses and lines of their own", () => {
  const chosen = defineDirective({
    ...words,
    repeat: "each",
    args: forms(
      { "": form({}), plain: form({}), sized: form({ size: one(count) }, { properties: ["reload"] }) },
      { unknown: plain("unknown policy: {value}") },
    ),
    properties: { reload: flag("Reload."), prefer: flag("Prefer.") },
  });
  test("the first word chooses", () => {
    const forms = checkLines(chosen, "sample", "sample plain", "sample sized 3").uses.map(({ args }) => args.form);
    expect(forms).toEqual(["", "plain", "sized"]);
    const [use] = checkLines(chosen, "sample sized 3").uses;
    expect(use?.args.form === "sized" && use.args.args.size.value).toBe(3);
  });
  test("a word that chooses nothing", () =>
    expect(messagesOf(chosen, "sample x")).toEqual(["plugin/sample: unknown policy: x"]));
  test("a form says which properties there are", () => {
    expect(messagesOf(chosen, "sample sized 1 {", "  reload", "}")).toEqual([]);
    expect(messagesOf(chosen, "sample sized 1 {", "  prefer", "}")[0]).toMatch(/unknown property 'prefer'$/);
    expect(messagesOf(chosen, "sample plain {", "  prefer", "}")).toEqual([]);
  });

  const sections = clauses(
    { size: rest(count), name: rest(text, { endsAt: "*" }) },
    { anyCase: true, unknown: position("unexpected {value:q}"), empty: position('nothing in "{value:lower}"') },
  );
  const clausal = defineDirective({ ...words, repeat: "each", args: sections });
  test("clauses in any order, each as often as wanted", () => {
    const [use] = checkLines(clausal, "sample name a SIZE 1 2 name b").uses;
    expect(use?.args.name?.map(({ value }) => value)).toEqual(["a", "b"]);
    expect(use?.args.size?.map(({ value }) => value)).toEqual([1, 2]);
  });
  test("a clause ends at its last word", () => {
    const [use] = checkLines(clausal, "sample name * b").uses;
    expect(use?.args.name?.map(({ value }) => value)).toEqual(["*"]);
  });
  test.each([
    ["sample x", 'unexpected "x"'],
    ["sample NAME", 'nothing in "name"'],
  ])("%s", (written, said) =>
    expect(messagesOf(clausal, written)).toEqual([`plugin/sample: Corefile:2 - Error during parsing: ${said}`]),
  );

  test("a line that a function reads, its words in braces", () => {
    const args = custom<readonly string[]>({
      looks: [],
      blockBelow: 2,
      read: (tokens) => tokens.map(({ text: given }) => given),
    });
    const directive = defineDirective({ ...words, repeat: "each", args, block: false });
    const uses = checkLines(directive, "sample a {", "  b c", "  d", "}", "sample x y").uses;
    expect(uses.map(({ args: given }) => given)).toEqual([
      ["a", "b", "c", "d"],
      ["x", "y"],
    ]);
  });
  test("what users write is not filled with what they mean", () => {
    const args = custom<never>({ looks: [], read: ([first], reader) => reader.complain(plain(`bad: ${first?.text}`)) });
    const directive = defineDirective({ ...words, repeat: "each", args });
    expect(messagesOf(directive, "sample {value}x")).toEqual(["plugin/sample: bad: {value}x"]);
  });
});

describe("blocks", () => {
  const directive = defineDirective({
    ...words,
    repeat: "each",
    properties: {
      last: property({ summary: "Last.", args: { a: one(text) } }),
      every: property({ summary: "Every.", args: { a: one(text) }, repeat: "each" }),
      merged: property({
        summary: "Merged.",
        args: { a: one(text), b: optional(text), c: rest(text) },
        repeat: "merge",
      }),
      before: property({
        summary: "Before.",
        args: { a: one(count) },
        repeat: { once: plain("before again"), said: "before" },
      }),
      after: property({
        summary: "After.",
        args: { a: one(count) },
        repeat: { once: position("after again"), said: "after" },
      }),
      fallthrough: fallthrough(),
    },
    ignoredWords: ["upstream"],
  });
  const block = (...lines: readonly string[]) => ["sample {", ...lines, "}"];
  const properties = (...lines: readonly string[]) => checkLines(directive, ...block(...lines)).uses[0]?.properties;

  test("the last line counts", () => expect(properties("last 1", "last 2")?.last?.args.a.value).toBe("2"));
  test("every line counts", () =>
    expect(properties("every 1", "every 2")?.every.map(({ args }) => args.a.value)).toEqual(["1", "2"]));
  test("no line is an empty list", () => expect(properties("last 1")?.every).toEqual([]));
  test("lines are merged", () => {
    const args = properties("merged 1 2 3", "merged 4")?.merged?.args;
    expect([args?.a.value, args?.b?.value, args?.c.map(({ value }) => value)]).toEqual(["4", "2", ["3"]]);
  });
  test("all lines in their order", () => {
    const [use] = checkLines(directive, ...block("every 1", "last 2", "every 3")).uses;
    expect(use?.lines.map(({ name }) => name)).toEqual(["every", "last", "every"]);
  });
  test("a second line is refused before it is read, or after", () => {
    expect(messagesOf(directive, ...block("before 1", "before x"))).toEqual(["plugin/sample: before again"]);
    expect(messagesOf(directive, ...block("after 1", "after x"))[0]).toMatch(/parsing "x"/);
    expect(messagesOf(directive, ...block("after 1", "after 2"))).toEqual([
      "plugin/sample: Corefile:4 - Error during parsing: after again",
    ]);
  });
  test("all that is wrong is told, CoreDNS's error first", () => {
    expect(messagesOf(directive, ...block("last", "what {", "  ever", "}", "before x"))).toEqual([
      AFTER("last", 3),
      "plugin/sample: Corefile:4 - Error during parsing: unknown property 'what'",
      'plugin/sample: strconv.Atoi: parsing "x": invalid syntax',
    ]);
  });
  test("a use with a mistake is none", () =>
    expect(checkLines(directive, ...block("last"), "sample").uses).toHaveLength(1));
  test("words that are passed over", () => expect(messagesOf(directive, ...block("upstream"))).toEqual([]));
  test("case matters, or not", () => {
    expect(messagesOf(directive, ...block("LAST 1"))[0]).toMatch(/unknown property 'LAST'/);
    const any = defineDirective({ ...words, repeat: "each", anyCase: true, properties: { last: flag("Last.") } });
    expect(messagesOf(any, "sample {", "LAST", "}")).toEqual([]);
  });
});

describe("styles of complaints", () => {
  test("doubled, borrowed and missing prefixes", () => {
    const doubled = defineDirective({
      ...words,
      repeat: "each",
      prefixes: ["sample", "sample"],
      args: { size: one(count, { says: wrongCount }) },
    });
    expect(messagesOf(doubled, "sample x")[0]).toBe(`plugin/sample: ${AFTER("x")}`);
    const bare = defineDirective({
      ...words,
      repeat: "each",
      args: { size: one(count, { says: withPrefixes(plain("bad {value:q}: {error}")) }) },
    });
    expect(messagesOf(bare, "sample x")[0]).toBe('bad "x": strconv.Atoi: parsing "x": invalid syntax');
  });
  test("syntax errors name the word", () => {
    const directive = defineDirective({
      ...words,
      repeat: "each",
      properties: {},
      unknownProperty: syntax("Unknown field {value}"),
    });
    expect(messagesOf(directive, "sample {", "x", "}")[0]).toBe(
      "plugin/sample: Corefile:3 - Syntax error: Unexpected token 'x', expecting 'Unknown field x'",
    );
  });
  test("checks across a line, a use and all uses", () => {
    const directive = defineDirective({
      ...words,
      repeat: "each",
      args: { kind: optional(keyword(["a", "b"])) },
      properties: {
        pair: property({
          summary: "Pair.",
          args: { a: one(count), b: one(count) },
          repeat: "each",
          check({ a, b }, complain, earlier) {
            if (a.value > b.value) complain(position(`${a.value} > ${b.value}`), a);
            if (earlier.some(({ args }) => args.a.value === a.value)) complain(plain("again"));
          },
        }),
      },
      refine: ({ args, properties }, complain) => {
        if (args.kind === undefined && properties.pair.length > 0) complain(position("pair needs a kind"));
      },
      finish: (uses, complain) => {
        if (uses.length === 3) complain(plain("three are too many"));
      },
    });
    expect(messagesOf(directive, "sample a {", "pair 2 1", "}")).toEqual([
      "plugin/sample: Corefile:3 - Error during parsing: 2 > 1",
    ]);
    expect(messagesOf(directive, "sample a {", "pair 1 1", "pair 1 2", "}")).toEqual(["plugin/sample: again"]);
    expect(messagesOf(directive, "sample {", "pair 1 1", "}")).toEqual([
      "plugin/sample: Corefile:4 - Error during parsing: pair needs a kind",
    ]);
    expect(messagesOf(directive, "sample", "sample", "sample")).toEqual(["plugin/sample: three are too many"]);
  });
});
