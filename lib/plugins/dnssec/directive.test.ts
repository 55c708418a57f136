/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["dnssec example.org {", "key", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'key'",
  ],
  [
    ["dnssec example.org {", "key foo bar", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: unknown property 'bar'",
  ],
  [
    ["dnssec example.org {", "key file", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'file'",
  ],
  [
    ["dnssec example.org {", "key aws_secretsmanager", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'aws_secretsmanager'",
  ],
  [
    ["dnssec example.org {", "cache_capacity", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'cache_capacity'",
  ],
  [["dnssec example.org {", "cache_capacity x", "}"], 'plugin/dnssec: strconv.Atoi: parsing "x": invalid syntax'],
  [
    ["dnssec example.org {", "cache_capacity 5 6", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: unknown property '6'",
  ],
  [
    ["dnssec example.org {", "cache_capacity 99999999999999999999", "}"],
    'plugin/dnssec: strconv.Atoi: parsing "99999999999999999999": value out of range',
  ],
  [["dnssec example.org {", "foo", "}"], "plugin/dnssec: Corefile:3 - Error during parsing: unknown property 'foo'"],
  [
    ["dnssec example.org {", "key file {", "}"],
    "plugin/dnssec: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'file'",
  ],
  [["dnssec", "dnssec"], "plugin/dnssec: this plugin can only be used once per Server Block"],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["dnssec example.org {", "key foo", "}"],
  ["dnssec example.org {", "key file K", "}"],
  ["dnssec example.org {", "key file K.key", "}"],
  ["dnssec example.org {", "key file K.private", "}"],
  ["dnssec example.org {", "cache_capacity -1", "}"],
  ["dnssec example.org {", "key file K", "cache_capacity 100", "}"],
  ["dnssec"],
  ["dnssec a..b"],
  ["dnssec sub.example.org {", "key file K", "}"],
  ["root keys", "dnssec example.org {", "key file K", "}"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
