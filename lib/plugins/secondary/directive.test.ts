/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["secondary example.org {", "transfer", "}"],
    "plugin/secondary: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'transfer'",
  ],
  [
    ["secondary example.org {", "transfer from", "}"],
    "plugin/secondary: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'from'",
  ],
  [
    ["secondary example.org {", "transfer to 192.0.2.1", "}"],
    "plugin/secondary: Corefile:3 - Error during parsing: unknown property to",
  ],
  [["secondary example.org {", "transfer from a", "}"], "plugin/secondary: must specify an IP address: `a'"],
  [["secondary example.org {", "transfer from *", "}"], "plugin/secondary: can't use '*' in transfer from"],
  [["secondary example.org {", "transfer from 192.0.2.1 *", "}"], "plugin/secondary: can't use '*' in transfer from"],
  [["secondary example.org {", "transfer from x *", "}"], "plugin/secondary: must specify an IP address: `x'"],
  [
    ["secondary example.org {", "catalog", "}"],
    "plugin/secondary: Corefile:4 - Error during parsing: secondary zones require a transfer from property",
  ],
  [["secondary example.org {", "catalog a..b", "}"], 'plugin/secondary: invalid catalog member zone "a..b"'],
  [
    ["secondary example.org {", "catalog a..b", "transfer from 192.0.2.1", "}"],
    'plugin/secondary: invalid catalog member zone "a..b"',
  ],
  [
    ["secondary example.org {", "foo", "}"],
    "plugin/secondary: Corefile:3 - Error during parsing: unknown property 'foo'",
  ],
  [
    ["secondary example.org {", "transfer from 192.0.2.1", "upstream", "}"],
    "plugin/secondary: Corefile:4 - Error during parsing: unknown property 'upstream'",
  ],
  [
    ["secondary example.org {", "transfer from tls://192.0.2.1", "}"],
    "plugin/secondary: must specify an IP address: `tls'",
  ],
  [["secondary example.org {", 'transfer from ""', "}"], "plugin/secondary: must specify an IP address: `'"],
  [
    ["secondary"],
    "plugin/secondary: Corefile:2 - Error during parsing: secondary zones require a transfer from property",
  ],
  [
    ["secondary {", "transfer from 192.0.2.1", "}", "secondary"],
    "plugin/secondary: Corefile:5 - Error during parsing: secondary zones require a transfer from property",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["secondary example.org {", "transfer from 192.0.2.1", "}"],
  ["secondary example.org {", "transfer from 192.0.2.1:5353 2001:db8::1 [2001:db8::1]:53", "}"],
  ["secondary example.org {", "catalog example.org", "transfer from 192.0.2.1", "}"],
  ["secondary example.org {", "transfer from 192.0.2.1", "fallthrough", "}"],
  ["secondary example.org {", "transfer from 192.0.2.1", "fallthrough a..b", "}"],
  ["secondary example.org {", "transfer from 192.0.2.1:x", "}"],
  ["secondary example.org {", "transfer from 192.0.2.1:99999", "}"],
  ["secondary a..b {", "transfer from 192.0.2.1", "}"],
  ["secondary {", "transfer from 192.0.2.1", "}", "secondary x {", "transfer from 192.0.2.1", "}"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
