/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["dynupdate example.org {", "file", "}"],
    "plugin/dynupdate: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'file'",
  ],
  [
    ["dynupdate example.org {", "file a b", "}"],
    "plugin/dynupdate: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
  ],
  [
    ["dynupdate example.org {", "file db", "file db", "}"],
    "plugin/dynupdate: Corefile:4 - Error during parsing: file specified more than once",
  ],
  [
    ["dynupdate example.org {", "file db", "}"],
    "plugin/dynupdate: Corefile:4 - Error during parsing: at least one allow rule is required",
  ],
  [
    ["dynupdate example.org {", "allow k. * *", "}"],
    "plugin/dynupdate: Corefile:4 - Error during parsing: file is required",
  ],
  [["dynupdate example.org {", "allow", "}"], "plugin/dynupdate: allow requires KEY NAME and at least one RR type"],
  [["dynupdate example.org {", "allow k", "}"], "plugin/dynupdate: allow requires KEY NAME and at least one RR type"],
  [["dynupdate example.org {", "allow k *", "}"], "plugin/dynupdate: allow requires KEY NAME and at least one RR type"],
  [
    ["dynupdate example.org {", "file db", "allow k www A", "}"],
    'plugin/dynupdate: allow name "www" is outside zone "example.org."',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ * A", "}"],
    "plugin/dynupdate: wildcard RR type must be the only type in an allow rule",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ A *", "}"],
    "plugin/dynupdate: wildcard RR type must be the only type in an allow rule",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ A FOO *", "}"],
    'plugin/dynupdate: invalid RR type "FOO" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ * FOO", "}"],
    "plugin/dynupdate: wildcard RR type must be the only type in an allow rule",
  ],
  [["dynupdate example.org {", "file db", "allow * x FOO", "}"], 'plugin/dynupdate: invalid TSIG key "*"'],
  [["dynupdate example.org {", "file db", "allow @ @ A", "}"], 'plugin/dynupdate: invalid TSIG key "@"'],
  [["dynupdate example.org {", "file db", 'allow " " @ A', "}"], 'plugin/dynupdate: invalid TSIG key " "'],
  [["dynupdate example.org {", "file db", 'allow "" @ A', "}"], 'plugin/dynupdate: invalid TSIG key ""'],
  [
    ["dynupdate example.org {", "file db", 'allow k "" A', "}"],
    'plugin/dynupdate: allow name "" is outside zone "example.org."',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TYPE0", "}"],
    'plugin/dynupdate: invalid RR type "TYPE0" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TYPE65535", "}"],
    'plugin/dynupdate: invalid RR type "TYPE65535" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TYPE65280", "}"],
    'plugin/dynupdate: invalid RR type "TYPE65280" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TYPE1x", "}"],
    'plugin/dynupdate: invalid RR type "TYPE1x" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TYPE252", "}"],
    'plugin/dynupdate: invalid RR type "TYPE252" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ AXFR", "}"],
    'plugin/dynupdate: invalid RR type "AXFR" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ OPT", "}"],
    'plugin/dynupdate: invalid RR type "OPT" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ TSIG", "}"],
    'plugin/dynupdate: invalid RR type "TSIG" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ ATMA", "}"],
    'plugin/dynupdate: invalid RR type "ATMA" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ None", "}"],
    'plugin/dynupdate: invalid RR type "None" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ Reserved", "}"],
    'plugin/dynupdate: invalid RR type "Reserved" in allow rule',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ RRSIG", "}"],
    'plugin/dynupdate: invalid RR type "RRSIG" in allow rule',
  ],
  [["dynupdate example.org {", "file db", 'allow k @ ""', "}"], 'plugin/dynupdate: invalid RR type "" in allow rule'],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "database", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after 'database'",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "database a b", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after 'b'",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", 'database ""', "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after ''",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_records", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after 'max_records'",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_records 0", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: max_records requires a positive integer",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_records -1", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: max_records requires a positive integer",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_records x", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: max_records requires a positive integer",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_records 1 2", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: Wrong argument count or unexpected line ending after '2'",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_update_records 0", "}"],
    "plugin/dynupdate: Corefile:5 - Error during parsing: max_update_records requires a positive integer",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "max_bytes 5", "max_bytes 6", "}"],
    "plugin/dynupdate: Corefile:6 - Error during parsing: max_bytes specified more than once",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "foo", "}"],
    'plugin/dynupdate: Corefile:5 - Error during parsing: unknown property "foo"',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "foo", "foo", "}"],
    'plugin/dynupdate: Corefile:5 - Error during parsing: unknown property "foo"',
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "database a", "database b", "}"],
    "plugin/dynupdate: Corefile:6 - Error during parsing: database specified more than once",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k. * *", "allow k nope. A", "}"],
    'plugin/dynupdate: allow name "nope." is outside zone "example.org."',
  ],
  [["dynupdate a..b {", "file db", "allow k. * *", "}"], 'plugin/dynupdate: invalid zone "a..b"'],
  [["dynupdate a b {", "file db", "allow k. * *", "}"], "plugin/dynupdate: exactly one zone is allowed"],
  [["dynupdate 10.0.0.0/23 {", "file db", "allow k. * *", "}"], 'plugin/dynupdate: invalid zone "10.0.0.0/23"'],
  [['dynupdate "" {', "file db", "allow k. * *", "}"], 'plugin/dynupdate: invalid zone ""'],
  [["dynupdate"], "plugin/dynupdate: Corefile:2 - Error during parsing: file is required"],
  [
    ["dynupdate example.org", "dynupdate example.org"],
    "plugin/dynupdate: this plugin can only be used once per Server Block",
  ],
  [
    ["dynupdate example.org {", "file db", "allow k @ A", "}", "dynupdate x"],
    "plugin/dynupdate: this plugin can only be used once per Server Block",
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["dynupdate example.org {", "file db", "allow k. * *", "}"],
  ["dynupdate example.org {", "file db", "allow k * *", "}"],
  ["dynupdate example.org {", "file db", "allow k www.example.org A", "}"],
  ["dynupdate example.org {", "file db", "allow k www.example.org. A", "}"],
  ["dynupdate example.org {", "file db", "allow k @ A TXT", "}"],
  ["dynupdate example.org {", "file db", "allow k @ a", "}"],
  ["dynupdate example.org {", "file db", "allow k @ any", "}"],
  ["dynupdate example.org {", "file db", "allow k @ TYPE65", "}"],
  ["dynupdate example.org {", "file db", "allow k @ NXNAME", "}"],
  ["dynupdate example.org {", "file db", "allow k @ NULL", "}"],
  ["dynupdate example.org {", "file db", "allow k. * *", "database new.db", "}"],
  ["dynupdate example.org {", "file db", "allow k. * *", "database x/new.db", "}"],
  ["dynupdate example.org {", "file db", "allow k. * *", "max_records 3", "}"],
  ["dynupdate example.org {", "file db", "allow k. * *", "max_bytes 100000", "}"],
  ["dynupdate EXAMPLE.org. {", "file db", "allow k. * *", "}"],
  ["dynupdate example.org:53 {", "file db", "allow k. * *", "}"],
  ["root z", "dynupdate example.org {", "file db", "allow k @ A", "}"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
