/** Corefiles as CoreDNS 1.15.0 takes them, and the lines with which it refuses others. */
import { expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["azure example.org"],
    'plugin/azure: Corefile:2 - Error during parsing: invalid resource group/zone: "example.org"',
  ],
  [["azure :x"], 'plugin/azure: Corefile:2 - Error during parsing: invalid resource group/zone: ":x"'],
  [["azure x:"], 'plugin/azure: Corefile:2 - Error during parsing: invalid resource group/zone: "x:"'],
  [["azure a:b a:b"], 'plugin/azure: Corefile:2 - Error during parsing: conflicting zone: "a:b"'],
  [["azure a:bc ab:c"], 'plugin/azure: Corefile:2 - Error during parsing: conflicting zone: "ab:c"'],
  [["azure a:b :c"], 'plugin/azure: Corefile:2 - Error during parsing: invalid resource group/zone: ":c"'],
  [["azure a:b a:b :c"], 'plugin/azure: Corefile:2 - Error during parsing: conflicting zone: "a:b"'],
  [['azure ""'], 'plugin/azure: Corefile:2 - Error during parsing: invalid resource group/zone: ""'],
  [
    ["azure a:b {", "tenant", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'tenant'",
  ],
  [["azure a:b {", "tenant a b", "}"], 'plugin/azure: Corefile:3 - Error during parsing: unknown property: "b"'],
  [
    ["azure a:b {", "client", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'client'",
  ],
  [
    ["azure a:b {", "secret", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'secret'",
  ],
  [
    ["azure a:b {", "subscription", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'subscription'",
  ],
  [
    ["azure a:b {", "environment", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'environment'",
  ],
  [
    ["azure a:b {", "environment foo", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: cannot set azure environment: "autorest/azure: There is no cloud environment matching the name \\"FOO\\""',
  ],
  [
    ["azure a:b {", "access", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'access'",
  ],
  [
    ["azure a:b {", "access x", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: invalid access value: can be public/private, found: x",
  ],
  [
    ["azure a:b {", "access public private", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: unknown property: "private"',
  ],
  [
    ["azure a:b {", "refresh", "}"],
    "plugin/azure: Corefile:3 - Error during parsing: Wrong argument count or unexpected line ending after 'refresh'",
  ],
  [
    ["azure a:b {", "refresh 0", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: refresh interval must be greater than 0: "0s"',
  ],
  [
    ["azure a:b {", "refresh -1", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: refresh interval must be greater than 0: "-1s"',
  ],
  [
    ["azure a:b {", "refresh x", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: unable to parse duration: time: invalid duration "x"',
  ],
  [
    ["azure a:b {", "refresh 99999999999", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: unable to parse duration: time: invalid duration "99999999999s"',
  ],
  [
    ["azure a:b {", "refresh 1.5", "}"],
    'plugin/azure: Corefile:3 - Error during parsing: unable to parse duration: time: missing unit in duration "1.5"',
  ],
  [["azure a:b {", "refresh 5s x", "}"], 'plugin/azure: Corefile:3 - Error during parsing: unknown property: "x"'],
  [["azure a:b {", "foo bar", "}"], 'plugin/azure: Corefile:3 - Error during parsing: unknown property: "foo"'],
  [
    ["azure a:b {", "tenant t", "secret s", "}"],
    "plugin/azure: failed to get SPT from client credentials: parameter 'clientID' cannot be empty",
  ],
  [
    ["azure a:b {", "tenant %zz", "secret s", "}"],
    'plugin/azure: failed to get SPT from client credentials: parse "%zz": invalid URL escape "%zz"',
  ],
  [
    ["azure a:b {", "tenant :a", "client c", "secret s", "}"],
    'plugin/azure: failed to get SPT from client credentials: parse ":a": missing protocol scheme',
  ],
  [
    ["azure a:b {", "tenant 1:b", "client c", "secret s", "}"],
    'plugin/azure: failed to get SPT from client credentials: parse "1:b": first path segment in URL cannot contain colon',
  ],
  [
    ["azure a:b {", 'client ""', "secret s", "}"],
    "plugin/azure: failed to get SPT from client credentials: parameter 'clientID' cannot be empty",
  ],
  [
    ["azure a:b {", "tenant http://[::1", "client c", "secret s", "}"],
    "plugin/azure: failed to get SPT from client credentials: parse \"http://[::1\": missing ']' in host",
  ],
  [
    ["azure a:b {", "tenant a%2", "secret s", "}"],
    'plugin/azure: failed to get SPT from client credentials: parse "a%2": invalid URL escape "%2"',
  ],
  [["azure a:b {", "resource x", "}"], 'plugin/azure: Corefile:3 - Error during parsing: unknown property: "resource"'],
  [["azure a:b", "azure a:b"], 'plugin/azure: Corefile:3 - Error during parsing: conflicting zone: "a:b"'],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

/** Lines of a server block that CoreDNS takes. */
const taken: readonly (readonly string[])[] = [
  ["azure"],
  ["azure a:b:c"],
  ["azure a:b {", "environment azurepubliccloud", "}"],
  ["azure a:b {", "access public", "}"],
  ["azure a:b {", "refresh 10", "}"],
  ["azure a:b {", "refresh 1m", "}"],
  ["azure a:b {", "refresh +5", "}"],
  ["azure a:b {", "fallthrough", "}"],
  ["azure a:b {", "fallthrough a..b", "}"],
  ["azure a:b {", "tenant t", "client c", "secret s", "}"],
  ["azure a:b {", 'secret ""', "}"],
  ["azure a:b {", 'tenant "a b"', "client c", "secret s", "}"],
  ["azure a:b {", "secret s", "client c", "}", "azure a:c {", 'secret ""', "}"],
  ["azure a:b {", "environment AzureStackCloud", "secret s", "client c", "}"],
  ["azure a:b"],
  ["azure a:b { tenant x }"],
];

test.each(taken.map((lines) => [lines]))("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
