import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["cache 0"], "plugin/cache: cache TTL can not be zero or negative: 0"],
  [["cache -1 example.org"], "plugin/cache: cache TTL can not be zero or negative: -1"],
  [
    ["cache 10 20 {", "success", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'success'",
  ],
  [["cache {", "success x", "}"], 'plugin/cache: strconv.Atoi: parsing "x": invalid syntax'],
  [["cache {", "success 1 x", "}"], 'plugin/cache: strconv.Atoi: parsing "x": invalid syntax'],
  [["cache {", "success 1 0", "}"], "plugin/cache: cache TTL can not be zero or negative: 0"],
  [["cache {", "success 1 1 -1", "}"], "plugin/cache: cache min TTL can not be negative: -1"],
  [
    ["cache {", "success 1 1 1 1", "denial", "}"],
    "plugin/cache: Corefile:4 - Error during parsing: Wrong argument count or unexpected line ending after 'denial'",
  ],
  [
    ["cache {", "prefetch", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'prefetch'",
  ],
  [["cache {", "prefetch 1 2", "}"], 'plugin/cache: time: missing unit in duration "2"'],
  [["cache {", "prefetch 1 1m 9", "}"], "plugin/cache: last character of percentage should be `%`, but is: '9'"],
  [["cache {", "prefetch 1 1m x%", "}"], 'plugin/cache: strconv.Atoi: parsing "x": invalid syntax'],
  [["cache {", "prefetch 1 1m 91%", "}"], "plugin/cache: percentage should fall in range [10, 90]: 91"],
  [
    ["cache {", "prefetch 1 1m 10% 4", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '4'",
  ],
  [["cache {", "serve_stale x", "}"], 'plugin/cache: time: invalid duration "x"'],
  [["cache {", "serve_stale -1s", "}"], "plugin/cache: invalid negative duration for serve_stale"],
  [["cache {", "serve_stale 1h now", "}"], "plugin/cache: invalid value for serve_stale refresh mode: now"],
  [
    ["cache {", "serve_stale 1h VERIFY x", "}"],
    'plugin/cache: invalid serve_stale verify timeout: time: invalid duration "x"',
  ],
  [["cache {", "serve_stale 1h verify -1s", "}"], "plugin/cache: invalid negative timeout for serve_stale verify"],
  [
    ["cache {", "serve_stale 1h verify 1s 1.5s", "}"],
    "plugin/cache: serve_stale response TTL must be a whole number of seconds",
  ],
  [
    ["cache {", "serve_stale 1h verify 1s 1s 6m", "}"],
    "plugin/cache: serve_stale failure recheck cannot exceed 5 minutes",
  ],
  [
    ["cache {", "serve_stale 1h verify 1s 1s 1s 1s", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '1s'",
  ],
  [
    ["cache {", "serve_stale 1h immediate 1s 1s 1s", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '1s'",
  ],
  [
    ["cache {", "serve_stale 1h immediate 1193046h28m16s", "}"],
    "plugin/cache: serve_stale response TTL exceeds the DNS TTL range",
  ],
  [
    ["cache {", "serve_stale 1h immediate 1s -1s", "}"],
    "plugin/cache: invalid negative failure recheck for serve_stale",
  ],
  [
    ["cache {", "serve_stale 1h immediate 1s x", "}"],
    'plugin/cache: invalid serve_stale failure recheck: time: invalid duration "x"',
  ],
  [
    ["cache {", "serve_stale_policy a b", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
  ],
  [["cache {", "serve_stale_policy x", "}"], "plugin/cache: invalid serve_stale_policy: x"],
  [
    ["cache {", "serve_stale_policy prefer_positive", "serve_stale_policy x", "}"],
    "plugin/cache: serve_stale_policy can only be specified once",
  ],
  [["cache {", "serve_stale_policy prefer_positive", "}"], "plugin/cache: serve_stale_policy requires serve_stale"],
  [["cache {", "servfail 6m", "}"], "plugin/cache: caching SERVFAIL responses over 5 minutes is not permitted"],
  [
    ["cache {", "servfail", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'servfail'",
  ],
  [["cache {", "disable x", "}"], 'plugin/cache: cache type for disable must be "success" or "denial"'],
  [
    ["cache {", "disable denial x", "keepttl 1", "}"],
    "plugin/cache: Corefile:4 - Error during parsing: Wrong argument count or unexpected line ending after '1'",
  ],
  [
    ["cache {", "foo bar", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'foo'",
  ],
  [["cache", "cache"], "plugin/cache: this plugin can only be used once per Server Block"],
  [
    ["cache {", "serve_stale 1h immediate 1s 1s 6m 5", "}"],
    "plugin/cache: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after '5'",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what a use means", () => {
  test("a number first is the TTL, anything else a zone", () => {
    const [use] = checkLines(directive, "cache 30 example.org").uses;
    expect([use?.args.ttl?.value, use?.args.zones.flatMap(({ value }) => value)]).toEqual([30, ["example.org."]]);
    const [zoned] = checkLines(directive, "cache example.org 30").uses;
    expect([zoned?.args.ttl, zoned?.args.zones.flatMap(({ value }) => value)]).toEqual([
      undefined,
      ["example.org.", "30."],
    ]);
  });
  test("what a later line does not say stays", () => {
    const args = checkLines(directive, "cache {", "success 100 60", "success 200", "}").uses[0]?.properties.success
      ?.args;
    expect([args?.capacity.value, args?.ttl?.value, args?.minTtl]).toEqual([200, 60, undefined]);
  });
  test.each<[string, readonly unknown[]]>([
    ["serve_stale", [undefined, undefined, undefined, undefined, undefined]],
    ["serve_stale 1m IMMEDIATE 5s 6s", [60_000, "immediate", undefined, 5_000, 6_000]],
    ["serve_stale 1m verify 1s 5s 6s", [60_000, "verify", 1_000, 5_000, 6_000]],
  ])("%s", (line, wanted) => {
    const stale = checkLines(directive, "cache {", line, "}").uses[0]?.properties.serve_stale?.args;
    const { duration, mode, timeout, ttl, recheck } = stale ?? {};
    expect([duration?.value.ms, mode?.value, timeout?.value.ms, ttl?.value.ms, recheck?.value.ms]).toEqual(wanted);
  });
  test("both halves may be disabled", () => {
    const uses = checkLines(directive, "cache {", "disable success a", "disable denial", "}").uses[0]?.properties
      .disable;
    expect(uses?.map(({ args }) => [args.half.value, args.zones.length])).toEqual([
      ["success", 1],
      ["denial", 0],
    ]);
  });
});
