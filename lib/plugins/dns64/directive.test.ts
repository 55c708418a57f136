import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { directive } from "./directive.ts";
import { setup } from "./setup.ts";

const parsing = (line: number, text: string): string =>
  `plugin/dns64: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line: number): string =>
  parsing(line, `Wrong argument count or unexpected line ending after '${word}'`);

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["dns64 64:ff9b::"], "plugin/dns64: invalid CIDR address: 64:ff9b::"],
  [["dns64 64:ff9b::/-1"], "plugin/dns64: invalid CIDR address: 64:ff9b::/-1"],
  [['dns64 ""'], "plugin/dns64: invalid CIDR address: "],
  [["dns64 2001:db8::/96 2001:db8:1::/96"], after("2001:db8:1::/96", 2)],
  [["dns64 192.0.2.1/24"], parsing(2, 'invalid netmask 32 IPv6 address: "192.0.2.0/24"')],
  [["dns64 2001:DB8::1/33"], parsing(2, 'invalid prefix length "2001:db8::/33"')],
  [["dns64 ::ffff:192.0.2.1/120"], parsing(2, 'invalid prefix length "192.0.2.0/24"')],
  [["dns64 ::ffff:192.0.2.1/90"], parsing(2, 'invalid prefix length "::ffc0:0:0/90"')],
  [["dns64 64:ff9b::/0"], parsing(2, 'invalid prefix length "::/0"')],
  [["dns64", "dns64 64:ff9b::/95"], parsing(3, 'invalid prefix length "64:ff9b::/95"')],
  [["dns64 {", "prefix", "}"], after("prefix", 3)],
  [["dns64 {", "prefix nonsense", "}"], "plugin/dns64: invalid CIDR address: nonsense"],
  [["dns64 {", "prefix {", "}"], "plugin/dns64: invalid CIDR address: {"],
  [["dns64 {", "prefix 2001:db8::/96 x", "}"], parsing(3, "unknown property 'x'")],
  [["dns64 {", "allow_ipv4 x", "}"], parsing(3, "unknown property 'x'")],
  [["dns64 {", "Prefix 64:ff9b::/96", "}"], parsing(3, "unknown property 'Prefix'")],
  // Behind a prefix no block is looked for: its words are uses of their own.
  [["dns64 2001:db8::/96 {", "prefix 2001:db8::/33", "}"], parsing(3, 'invalid prefix length "2001:db8::/33"')],
  [["dns64 2001:db8::/96 {", "prefix 2001:db8::/96 x", "}"], after("x", 3)],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what CoreDNS takes", () => {
  test.each([
    [["dns64"]],
    [["dns64 {", "}"]],
    [["dns64 {", "prefix 2001:db8::/96 translate_all", "}"]],
    [["dns64 2001:db8::/96 {", "translate_all", "}"]],
    [["dns64 2001:db8::/96", "dns64 {", "allow_ipv4", "}"]],
  ])("%j", (lines) => {
    const { problems } = setUp([".:1053 {", ...lines, "}"].join("\n"), [setup]);
    expect(problems).toEqual([]);
  });
});

test("what a use means", () => {
  const [use] = checkLines(directive, "dns64 {", "prefix 2001:db8::1/32", "prefix 2001:db8:64::/96", "}").uses;
  expect(use?.properties.prefix?.args.value.value.prefixLength).toBe(96);
  expect(use?.properties.allow_ipv4).toBeUndefined();
});
