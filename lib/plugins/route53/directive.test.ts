/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["route53 example.org"], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone "example.org"'],
  [["route53 a:"], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone "a:"'],
  [["route53 ::"], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone "::"'],
  [["route53 a:b a:b"], 'plugin/route53: Corefile:2 - Error during parsing: conflict zone "a:b"'],
  [["route53 a:b x a:b"], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone "x"'],
  [["route53 :b"], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone ":b"'],
  [['route53 ""'], 'plugin/route53: Corefile:2 - Error during parsing: invalid zone ""'],
  [
    ["route53 a:b {", "aws_access_key", "}"],
    "plugin/route53: Corefile:3 - Error during parsing: invalid access key: '[]'",
  ],
  [
    ["route53 a:b {", "aws_access_key a", "}"],
    "plugin/route53: Corefile:3 - Error during parsing: invalid access key: '[a]'",
  ],
  [
    ["route53 a:b {", "aws_access_key a b c", "foo", "}"],
    'plugin/route53: Corefile:4 - Error during parsing: unknown property "foo"',
  ],
  [
    ["route53 a:b {", "aws_endpoint", "}"],
    "plugin/route53: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'aws_endpoint'",
  ],
  [
    ["route53 a:b {", "upstream x", "foo", "}"],
    'plugin/route53: Corefile:4 - Error during parsing: unknown property "foo"',
  ],
  [
    ["route53 a:b {", "credentials", "}"],
    "Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'credentials'",
  ],
  [
    ["route53 a:b {", "credentials a b c", "}"],
    'plugin/route53: Corefile:3 - Error during parsing: unknown property "c"',
  ],
  [
    ["route53 a:b {", "credentials a b", "foo", "}"],
    'plugin/route53: Corefile:4 - Error during parsing: unknown property "foo"',
  ],
  [
    ["route53 a:b {", "refresh", "}"],
    "plugin/route53: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'refresh'",
  ],
  [
    ["route53 a:b {", "refresh x", "}"],
    'plugin/route53: Corefile:3 - Error during parsing: Unable to parse duration: time: invalid duration "x"',
  ],
  [
    ["route53 a:b {", "refresh 0", "}"],
    'plugin/route53: Corefile:3 - Error during parsing: refresh interval must be greater than 0: "0s"',
  ],
  [
    ["route53 a:b {", "refresh -10s", "}"],
    'plugin/route53: Corefile:3 - Error during parsing: refresh interval must be greater than 0: "-10s"',
  ],
  [["route53 a:b {", "refresh 5 x", "}"], 'plugin/route53: Corefile:3 - Error during parsing: unknown property "x"'],
  [
    ["route53 a:b {", "fallthrough", "foo", "}"],
    'plugin/route53: Corefile:4 - Error during parsing: unknown property "foo"',
  ],
  [["route53 a:b {", "foo", "}"], 'plugin/route53: Corefile:3 - Error during parsing: unknown property "foo"'],
  [
    ["route53 a:b {", 'aws_access_key ""', "}"],
    "plugin/route53: Corefile:3 - Error during parsing: invalid access key: '[]'",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [["route53 a:b {", "credentials {", "}"]];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
