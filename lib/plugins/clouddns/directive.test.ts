/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["clouddns example.org"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "example.org"'],
  [["clouddns a:b"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "a:b"'],
  [["clouddns a:b:"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "a:b:"'],
  [["clouddns ::"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "::"'],
  [["clouddns a:b:c a:b:c"], 'plugin/clouddns: Corefile:2 - Error during parsing: conflict zone "a:b:c"'],
  [["clouddns a:b:c x a:b:c"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "x"'],
  [
    ["clouddns a:b:c {", "credentials", "}"],
    "plugin/clouddns: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'credentials'",
  ],
  [
    ["clouddns a:b:c {", "endpoint", "}"],
    "plugin/clouddns: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'endpoint'",
  ],
  [
    ["clouddns a:b:c {", "refresh", "}"],
    "plugin/clouddns: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'refresh'",
  ],
  [
    ["clouddns a:b:c {", "refresh x", "}"],
    'plugin/clouddns: Corefile:3 - Error during parsing: unable to parse duration: time: invalid duration "x"',
  ],
  [
    ["clouddns a:b:c {", "refresh 0", "}"],
    'plugin/clouddns: Corefile:3 - Error during parsing: refresh interval must be greater than 0: "0s"',
  ],
  [["clouddns a:b:c {", "foo", "}"], 'plugin/clouddns: Corefile:3 - Error during parsing: unknown property "foo"'],
  [["clouddns x", "clouddns y"], 'plugin/clouddns: Corefile:2 - Error during parsing: invalid zone "x"'],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["clouddns"],
  ["clouddns a:b:c"],
  ["clouddns a:b:c:d"],
  ["clouddns a:b:c {", "upstream x", "}"],
  ["clouddns a:b:c {", "fallthrough", "}"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
