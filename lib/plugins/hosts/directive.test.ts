import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["hosts {", "ttl", "}"], "plugin/hosts: Corefile:3 - Error during parsing: ttl needs a time in second"],
  [["hosts {", "ttl x", "}"], "plugin/hosts: Corefile:3 - Error during parsing: ttl needs a number of second"],
  [["hosts {", "ttl 0", "}"], "plugin/hosts: Corefile:3 - Error during parsing: ttl provided is invalid"],
  [["hosts {", "ttl 65536 x", "}"], "plugin/hosts: Corefile:3 - Error during parsing: ttl provided is invalid"],
  [
    ["hosts {", "reload", "}"],
    "plugin/hosts: Corefile:3 - Error during parsing: reload needs a duration (zero seconds to disable)",
  ],
  [["hosts {", "reload 1", "}"], "plugin/hosts: Corefile:3 - Error during parsing: invalid duration for reload '1'"],
  [
    ["hosts {", "reload -1s", "}"],
    "plugin/hosts: Corefile:3 - Error during parsing: invalid negative duration for reload '-1s'",
  ],
  [
    ["hosts {", "reload 1s 2", "}"],
    "plugin/hosts: Corefile:3 - Error during parsing: reload needs a duration (zero seconds to disable)",
  ],
  [
    ["hosts {", "fallthrough", "192.0.2.1 a", "}"],
    "plugin/hosts: Corefile:4 - Error during parsing: unknown property '192.0.2.1'",
  ],
  [
    ["hosts {", "fallthrough_unsupported", "}"],
    "plugin/hosts: Corefile:4 - Error during parsing: fallthrough_unsupported requires fallthrough",
  ],
  [
    ["hosts {", "fallthrough_unsupported x", "fallthrough", "}"],
    "plugin/hosts: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  [
    ["hosts {", "fallthrough a..b", "fallthrough_unsupported", "}"],
    "plugin/hosts: Corefile:5 - Error during parsing: fallthrough_unsupported requires fallthrough",
  ],
  [["hosts", "hosts"], "plugin/hosts: this plugin can only be used once per Server Block"],
  [
    ["hosts {", "no_reverse x", "fallthrough", "y", "}"],
    "plugin/hosts: Corefile:5 - Error during parsing: unknown property 'y'",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what a use means", () => {
  const [use] = checkLines(
    directive,
    "hosts h example.org {",
    "  192.0.2.1 a b",
    "  ttl 60 x",
    "  no_reverse c",
    "  reload 0",
    "  fallthrough example.org",
    "}",
  ).uses;

  test("file and zones", () => {
    expect([use?.args.file?.value, use?.args.zones.flatMap(({ value }) => value)]).toEqual(["h", ["example.org."]]);
  });
  test("entries, and what is left behind a property that does not look at it", () => {
    expect(use?.rows.map(({ words }) => words.map(({ value }) => value))).toEqual([["192.0.2.1", "a", "b"], ["c"]]);
  });
  test("numbers", () => {
    expect([use?.properties.ttl?.args.seconds.value, use?.properties.reload?.args.duration.value.ms]).toEqual([60, 0]);
  });
});
