import { expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const parsing = (line: number, text: string): string =>
  `plugin/geoip: Corefile:${line} - Error during parsing: ${text}`;
const after = (word: string, line = 2): string =>
  parsing(line, `Wrong argument count or unexpected line ending after '${word}'`);
const SEVERAL = "configuring multiple databases is not supported";

/** Lines of a server block, and the line with which CoreDNS 1.15.0 refuses them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["geoip"], after("geoip")],
  [["geoip a.mmdb b.mmdb c.mmdb"], after("c.mmdb")],
  [["geoip a.mmdb", "geoip b.mmdb"], parsing(3, SEVERAL)],
  [["geoip a.mmdb", "geoip b.mmdb c.mmdb"], parsing(3, SEVERAL)],
  [["geoip a.mmdb", "geoip"], after("geoip", 3)],
  // The brace is the name of the database, and the next line a second use.
  [["geoip {", "edns-subnet", "}"], after("edns-subnet", 3)],
  [["geoip a.mmdb {", "language en", "}"], parsing(3, 'unknown property "language"')],
  [["geoip a.mmdb {", "edns-subnet on", "}"], parsing(3, 'unknown property "on"')],
];

test.each(refusals)("%j is refused", (lines, message) => expect(messagesOf(directive, ...lines)[0]).toBe(message));

test("what a use means", () => {
  const [use] = checkLines(directive, "geoip a.mmdb {", "edns-subnet", "}").uses;
  expect([use?.args.database.value, use?.properties["edns-subnet"] !== undefined]).toEqual(["a.mmdb", true]);
});
