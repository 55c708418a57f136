import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["rewrite"], "plugin/rewrite: no rule type specified for rewrite"],
  [["rewrite stop"], "plugin/rewrite: stop rule must begin with a rule type"],
  [["rewrite continue"], "plugin/rewrite: continue rule must begin with a rule type"],
  [
    ["rewrite {", "name a", "b", "x", "}"],
    "plugin/rewrite: name rule supports only exact, prefix, suffix, substring, and regex name matching, received: a",
  ],
  [["rewrite Answer x"], "plugin/rewrite: response rewrites must begin with a name rule"],
  [["rewrite name a"], "plugin/rewrite: too few arguments for a name rule"],
  [
    ["rewrite name bad a b"],
    "plugin/rewrite: name rule supports only exact, prefix, suffix, substring, and regex name matching, received: bad",
  ],
  [
    ["rewrite name exact a b c d"],
    "plugin/rewrite: exceeded the number of arguments for a non-answer rule argument for exact rule",
  ],
  [["rewrite name regex (a b"], "plugin/rewrite: invalid regex matching pattern: (a"],
  [
    ["rewrite name regex a {1}.b"],
    "plugin/rewrite: the rewrite regex pattern ({1}.b) uses more subexpressions than its corresponding matching regex pattern (a)",
  ],
  [["rewrite name regex (a) {1}.b answer"], "plugin/rewrite: invalid arguments for regex rule"],
  [
    ["rewrite name regex (a) {1}.b answer foo x y"],
    'plugin/rewrite: invalid type "foo" for answer rule for regex rule',
  ],
  [
    ["rewrite name regex (a) {1}.b answer name x"],
    "plugin/rewrite: name answer rule for regex rule: 2 arguments required",
  ],
  [
    ["rewrite name regex (a) {1}.b answer name (x y"],
    "plugin/rewrite: name answer rule for regex rule: invalid regex matching pattern: (x",
  ],
  [
    ["rewrite name regex (a) {1}.b answer value x {3}"],
    "plugin/rewrite: value answer rule for regex rule: the rewrite regex pattern ({3}) uses more subexpressions than its corresponding matching regex pattern (x)",
  ],
  [
    ["rewrite name regex (a) {1}.b answer auto name x y"],
    "plugin/rewrite: auto name answer rule cannot be combined with explicit name anwer rules",
  ],
  [
    ["rewrite name regex (a) {1}.b answer auto answer name x y"],
    "plugin/rewrite: auto name answer rule cannot be combined with explicit name anwer rules",
  ],
  [["rewrite name suffix a b metadata"], "plugin/rewrite: metadata is only supported for regex name rules"],
  [["rewrite name regex a {x} metadata"], 'plugin/rewrite: invalid metadata label "x" in name replacement'],
  [["rewrite name regex a {2} metadata"], "plugin/rewrite: capture group 2 does not exist in name matching pattern"],
  [["rewrite name regex a {a/b metadata"], "plugin/rewrite: unclosed placeholder in metadata name replacement"],
  [["rewrite name regex a b} metadata"], "plugin/rewrite: unmatched closing brace in metadata name replacement"],
  [["rewrite class IN"], "plugin/rewrite: class rules must have exactly two arguments"],
  [["rewrite class IN XX"], 'plugin/rewrite: invalid class "XX"'],
  [["rewrite class xx yy zz"], "plugin/rewrite: class rules must have exactly two arguments"],
  [["rewrite type a ZZ"], 'plugin/rewrite: invalid type "ZZ"'],
  [["rewrite type A"], "plugin/rewrite: type rules must have exactly two arguments"],
  [["rewrite edns0 local"], "plugin/rewrite: too few arguments for an EDNS0 rule"],
  [["rewrite edns0 local foo"], 'plugin/rewrite: invalid action: "foo"'],
  [["rewrite edns0 local set 1"], "plugin/rewrite: EDNS0 local rules require three or four args"],
  [["rewrite edns0 local set x y"], 'plugin/rewrite: strconv.ParseUint: parsing "x": invalid syntax'],
  [["rewrite edns0 local set 70000 y"], 'plugin/rewrite: strconv.ParseUint: parsing "70000": value out of range'],
  [["rewrite edns0 local set 1 0xabc"], "plugin/rewrite: encoding/hex: odd length hex string"],
  [["rewrite edns0 local set 1 0xzz"], "plugin/rewrite: encoding/hex: invalid byte: U+007A 'z'"],
  [["rewrite edns0 local set 1 {foo}"], 'plugin/rewrite: unsupported variable name "{foo}"'],
  [["rewrite edns0 local set 1 a b"], "plugin/rewrite: EDNS0 local rules require three or four args"],
  [["rewrite edns0 local unset"], "plugin/rewrite: local unset action requires exactly two arguments"],
  [["rewrite edns0 nsid set x"], "plugin/rewrite: EDNS0 NSID rules can accept no more than one arg"],
  [["rewrite edns0 nsid unset x"], "plugin/rewrite: nsid unset action requires exactly one argument"],
  [["rewrite edns0 subnet set 33 1"], "plugin/rewrite: invalid IPv4 bit mask length 33"],
  [["rewrite edns0 subnet set 3 129"], "plugin/rewrite: invalid IPv6 bit mask length 129"],
  [["rewrite edns0 subnet set x 1 revert"], 'plugin/rewrite: strconv.ParseUint: parsing "x": invalid syntax'],
  [["rewrite edns0 subnet unset 1"], "plugin/rewrite: subnet unset action requires exactly one argument"],
  [["rewrite edns0 what set 1"], 'plugin/rewrite: invalid rule type "what"'],
  [["rewrite edns0 what unset"], 'plugin/rewrite: invalid rule type "what"'],
  [["rewrite ttl a"], "plugin/rewrite: too few (1) arguments for a ttl rule"],
  [["rewrite ttl a b"], "plugin/rewrite: invalid TTL 'b' for a ttl rule"],
  [["rewrite ttl a 5-3"], "plugin/rewrite: invalid TTL '5-3' for a ttl rule"],
  [["rewrite ttl a -"], "plugin/rewrite: invalid TTL '-' for a ttl rule"],
  [["rewrite ttl a 1-2-3"], "plugin/rewrite: invalid TTL '1-2-3' for a ttl rule"],
  [
    ["rewrite ttl bad a 3"],
    "plugin/rewrite: ttl rule supports only exact, prefix, suffix, substring, and regex name matching",
  ],
  [["rewrite ttl regex (a 3"], "plugin/rewrite: invalid regex pattern in a ttl rule: (a"],
  [["rewrite ttl exact a 3 4"], "plugin/rewrite: invalid TTL '' for a ttl rule"],
  [["rewrite rcode a b"], "plugin/rewrite: too few (2) arguments for a rcode rule"],
  [["rewrite rcode a NOPE SERVFAIL"], "plugin/rewrite: invalid matching RCODE 'NOPE' for a rcode rule"],
  [["rewrite rcode a 3 99"], "plugin/rewrite: invalid replacement RCODE '99' for a rcode rule"],
  [
    ["rewrite rcode bad a 3 0"],
    "plugin/rewrite: rcode rule supports only exact, prefix, suffix, substring, and regex name matching",
  ],
  [["rewrite rcode regex (a 3 0"], "plugin/rewrite: invalid regex pattern in a rcode rule: (a"],
  [["rewrite rcode exact a 3 0 1"], "plugin/rewrite: invalid matching RCODE '' for a rcode rule"],
  [["rewrite cname a"], "plugin/rewrite: too few (1) arguments for a cname rule"],
  [["rewrite cname bad a b"], "plugin/rewrite: unknown cname rewrite type: bad"],
  [
    ["rewrite cname regex (A b"],
    "plugin/rewrite: invalid cname rewrite regex pattern: error parsing regexp: missing closing ): `(a`",
  ],
  [["rewrite cname a b c d"], "plugin/rewrite: too few (4) arguments for a cname rule"],
  [["rewrite foo a"], 'plugin/rewrite: invalid rule type "foo"'],
  [["rewrite continue foo a"], 'plugin/rewrite: invalid rule type "continue"'],
  [["rewrite stop answer name"], "plugin/rewrite: response rewrites must begin with a name rule"],
  [["rewrite NAME exact a. b {", "x", "}"], "plugin/rewrite: no rule type specified for rewrite"],
  [["rewrite name exact a {0}"], "plugin/rewrite: invalid regex matching pattern: {0}."],
  [["rewrite name exact a (b"], "plugin/rewrite: invalid regex matching pattern: (b."],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<{ lines: readonly string[] }>(
  [["rewrite ttl a -5"], ["rewrite name exact (a b"]].map((lines) => ({ lines })),
)("$lines is taken", ({ lines }) => expect(messagesOf(directive, ...lines)).toEqual([]));

describe("what a rule means", () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    [
      "rewrite name Old.example.org new.example.org",
      { kind: "name", mode: "stop", match: "exact", from: "old.example.org.", to: "new.example.org.", auto: false },
    ],
    ["rewrite continue NAME Prefix old- new-", { mode: "continue", match: "prefix", from: "old-.", to: "new-." }],
    ["rewrite name suffix a b answer auto", { match: "suffix", auto: true, answers: [] }],
    ["rewrite class in CH", { kind: "class", from: 1, to: 3 }],
    ["rewrite type ANY HINFO", { kind: "type", from: 255, to: 13 }],
    [
      "rewrite edns0 local set 0xffee 0x6162 revert",
      { option: "local", code: 0xffee, data: { bytes: Uint8Array.of(0x61, 0x62) }, revert: true },
    ],
    [
      "rewrite edns0 local replace 65001 {client_ip}",
      { action: "replace", data: { variable: "{client_ip}" }, revert: false },
    ],
    ["rewrite edns0 subnet append 24 56", { option: "subnet", ipv4Bits: 24, ipv6Bits: 56 }],
    ["rewrite edns0 nsid unset", { option: "nsid", action: "unset" }],
    [
      "rewrite ttl example.org 30-",
      { match: "exact", from: "example.org.", minSeconds: 30, maxSeconds: 2_147_483_647 },
    ],
    ["rewrite ttl suffix example.org -60", { match: "suffix", minSeconds: 0, maxSeconds: 60 }],
    ["rewrite rcode substring a SERVFAIL 0", { match: "substring", old: 2, new: 0 }],
    ["rewrite cname substring A B", { kind: "cname", match: "substring", from: "a", to: "b" }],
  ])("%s", (line, wanted) => {
    const { uses, problems } = checkLines(directive, line);
    expect(problems).toEqual([]);
    expect(uses[0]?.args).toMatchObject(wanted);
  });

  test("answers of a name rule", () => {
    const [use] = checkLines(directive, "rewrite name regex (.*)\\.a {1}.b answer name (.*)\\.b {1}.a value x y").uses;
    const answers = use?.args.kind === "name" ? use.args.answers : [];
    expect(answers.map(({ of, from, to }) => [of, from.source, to])).toEqual([
      ["name", "(.*)\\.b", "{1}.a."],
      ["value", "x", "y."],
    ]);
  });

  test("names made with metadata", () => {
    const [use] = checkLines(directive, "rewrite name regex (.*)\\.a {1}.{Geo/City}.B metadata").uses;
    expect(use?.args.kind === "name" && use.args.parts).toEqual([
      { kind: "group", group: 1 },
      { kind: "literal", text: "." },
      { kind: "metadata", label: "Geo/City" },
      { kind: "literal", text: ".b." },
    ]);
  });
});
