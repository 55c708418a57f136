import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [
    ["acl {", "deny", "}"],
    "plugin/acl: Corefile:3 - Error during parsing: unexpected token \"deny\"; expect 'allow', 'block', 'filter' or 'drop'",
  ],
  [
    ["acl {", "allow foo", "}"],
    "plugin/acl: Corefile:3 - Error during parsing: unexpected token \"foo\"; expect 'type | net'",
  ],
  [["acl {", "allow type", "}"], 'plugin/acl: Corefile:3 - Error during parsing: no token specified in "type" section'],
  [
    ["acl {", "allow TYPE net", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: no token specified in "type" section',
  ],
  [
    ["acl {", "allow type A net", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: no token specified in "net" section',
  ],
  [
    ["acl {", "allow type a", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: unexpected token "a"; expect legal QTYPE',
  ],
  [
    ["acl {", "block net 192.0.2", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "192.0.2/32"',
  ],
  [
    ["acl {", "block net 192.0.2.0/33", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "192.0.2.0/33"',
  ],
  [
    ["acl {", "block net ::1 fe80", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "fe80/32"',
  ],
  [
    ["acl {", "drop type A type B", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: unexpected token "B"; expect legal QTYPE',
  ],
  [
    ["acl {", "Filter type A net x type Q", "}"],
    'plugin/acl: Corefile:3 - Error during parsing: illegal CIDR notation "x/32"',
  ],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test.each<{ lines: readonly string[] }>(
  [
    ["acl {", "allow type * a net *", "}"],
    ["acl {", "block net * foo", "}"],
  ].map((lines) => ({ lines })),
)("$lines is taken", ({ lines }) => expect(messagesOf(directive, ...lines)).toEqual([]));

test("rules keep their order and their words", () => {
  const [use] = checkLines(
    directive,
    "acl example.org {",
    "  BLOCK net 192.0.2.77 type A net 2001:db8::/32",
    "  allow type * A",
    "}",
  ).uses;
  const rules = use?.lines.map(({ name, args }) => [name, args.type?.map(({ value }) => value), args.net?.length]);
  expect(rules).toEqual([
    ["block", [1], 2],
    ["allow", ["*"], undefined],
  ]);
  expect(use?.lines[0]?.args.net?.[0]?.value).toEqual({ bytes: Uint8Array.of(192, 0, 2, 77), prefixLength: 32 });
});
