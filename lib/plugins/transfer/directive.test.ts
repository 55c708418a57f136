import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const parsing = (line: number, text: string): string =>
  `plugin/transfer: plugin/transfer: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line: number): string =>
  `plugin/transfer: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;
const noAddress = (word: string): string => `plugin/transfer: must specify an IP address: \`${word}'`;

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["transfer"], parsing(2, "'to' is required")],
  [["transfer {", "}"], parsing(3, "'to' is required")],
  [["transfer example.org to *"], parsing(2, "'to' is required")],
  [["transfer {", "source 192.0.2.1", "}"], parsing(4, "'to' is required")],
  [["transfer a. {", "to *", "}", "transfer b."], parsing(5, "'to' is required")],
  [["transfer {", "to", "}"], after("to", 3)],
  [["transfer {", "to ns.example.net:53", "}"], noAddress("ns.example.net")],
  [["transfer {", "to 192.0.2.0/24", "}"], noAddress("192.0.2.0/24")],
  [["transfer {", "to 192.0.2.1 host", "}"], noAddress("host")],
  [["transfer {", "to tls://192.0.2.1", "}"], noAddress("tls")],
  [["transfer {", "to [2001:db8::1]", "}"], noAddress("[2001:db8::1]")],
  [["transfer {", 'to ""', "}"], noAddress("")],
  [["transfer {", "to * {", "x", "}", "}"], parsing(4, 'unknown property "x"')],
  [["transfer {", "to *", "form 192.0.2.1", "}"], parsing(4, 'unknown property "form"')],
  [["transfer {", "to *", "source", "}"], after("source", 4)],
  [["transfer {", "to *", "source 192.0.2.1 192.0.2.2", "}"], after("192.0.2.2", 4)],
  [["transfer {", "to *", "source eth0", "}"], parsing(4, 'invalid source address "eth0"')],
  [["transfer {", "to *", "source fe80::1%eth0", "}"], parsing(4, 'invalid source address "fe80::1%eth0"')],
  [["transfer {", "source 192.0.2.1", "source eth0", "}"], parsing(4, "source already specified")],
  [["transfer {", "source 192.0.2.1", "source 192.0.2.1 x", "}"], after("x", 4)],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

describe("what a use means", () => {
  const lines = ["transfer Example.ORG {", "to 192.0.2.1 *", "to [2001:db8::1]:5300 2001:db8::2 192.0.2.3:", "}"];
  const [use] = checkLines(directive, ...lines).uses;

  test("zones", () => expect(use?.args.zones.flatMap(({ value }) => value)).toEqual(["example.org."]));
  test("addresses have a port", () => {
    const addresses = use?.properties.to.flatMap(({ args }) => args.addresses.map(({ value }) => value));
    expect(addresses).toEqual(["192.0.2.1:53", "*", "[2001:db8::1]:5300", "[2001:db8::2]:53", "192.0.2.3:53"]);
  });
});
