import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const parsing = (line: number, text: string): string => `plugin/siit: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line: number): string =>
  parsing(line, `Wrong argument count or unexpected line ending after '${word}'`);
const LENGTHS = ": must be one of /32, /40, /48, /56, /64, /96";

/** A line in the block, and the line with which CoreDNS 1.15.0 refuses it. */
const refusals: Readonly<Record<string, string>> = {
  allow_ipv4: parsing(3, "unknown property 'allow_ipv4'"),
  ipv6_prefix: after("ipv6_prefix", 3),
  "ipv6_prefix 64:ff9b::": "plugin/siit: invalid CIDR address: 64:ff9b::",
  "ipv6_prefix 192.0.2.0/24": parsing(3, 'invalid netmask 32 IPv6 address: "192.0.2.0/24"'),
  "ipv6_prefix 2001:db8::/72": parsing(3, `invalid prefix length "2001:db8::/72"${LENGTHS}`),
  "ipv6_prefix 2001:db8:0:0:100::/72": parsing(3, `invalid prefix length "2001:db8:0:0:100::/72"${LENGTHS}`),
  "ipv6_prefix 2001:db8:122:344:ff00::/96": parsing(
    3,
    'invalid prefix "2001:db8:122:344:ff00::/96": reserved octet (byte 8) must be zero',
  ),
  "ipv6_prefix 64:ff9b::/96 x": parsing(3, "unknown property 'x'"),
  eam: after("eam", 3),
  "eam 192.0.2.1": after("192.0.2.1", 3),
  "eam 192.0.2.1 2001:db8::1 2001:db8::2": after("2001:db8::2", 3),
  "eam host 2001:db8::1": parsing(3, 'invalid IP address: "<nil>"'),
  "eam 192.0.2.01 2001:db8::1": parsing(3, 'invalid IP address: "<nil>"'),
  "eam 192.0.2.1 host": parsing(3, 'invalid IP address: "<nil>"'),
  "eam 192.0.2.1 fe80::1%eth0": parsing(3, 'invalid IP address: "<nil>"'),
  "eam 2001:DB8:0:0::1 host": parsing(3, 'invalid IPv4 address: "2001:db8::1"'),
  "eam 192.0.2.1 192.0.2.2": parsing(3, 'invalid IPv6 address: "192.0.2.2"'),
  "eam 192.0.2.1 ::ffff:192.0.2.2": parsing(3, 'invalid IPv6 address: "192.0.2.2"'),
};

test.each(Object.entries(refusals))("%s is refused", (line, message) =>
  expect(messagesOf(directive, "siit {", line, "}")[0]).toBe(message),
);

test("an argument is refused, and a second use is not", () => {
  expect(messagesOf(directive, "siit 64:ff9b::/96")[0]).toBe(after("64:ff9b::/96", 2));
  expect(messagesOf(directive, "siit", "siit")).toEqual([]);
});

describe("what CoreDNS takes", () => {
  test.each([
    "ipv6_prefix 2001:db8:0:0:100::/64",
    "eam ::ffff:192.0.2.1 2001:db8::1",
    "eam 192.0.2.1 2001:db8::1 {\n}",
  ])("%s", (line) => {
    const { problems } = setUp([".:1053 {", "siit {", line, "}", "}"].join("\n"), [setup]);
    expect(problems).toEqual([]);
  });
});

test("each mapping counts", () => {
  const [use] = checkLines(directive, "siit {", "eam 192.0.2.1 2001:db8::1", "eam 192.0.2.2 2001:db8::2", "}").uses;
  expect(use?.properties.eam.map(({ args }) => [args.ipv4.value, args.ipv6.value])).toEqual([
    ["192.0.2.1", "2001:db8::1"],
    ["192.0.2.2", "2001:db8::2"],
  ]);
});
