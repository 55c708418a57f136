import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST_ZONE_LINE, tokenizeZoneLine } from "./tokenize-line.ts";

/** Each coloured word as `kind:word`. */
function words(text: string): readonly string[] {
  let state = FIRST_ZONE_LINE;
  return text.split("\n").flatMap((line) => {
    const { tokens, end } = tokenizeZoneLine(line, state);
    state = end;
    return tokens.flatMap(({ start, kind }, index) =>
      kind === "" ? [] : [`${kind}:${line.slice(start, tokens[index + 1]?.start ?? line.length)}`],
    );
  });
}

const cases: Readonly<Record<string, readonly string[]>> = {
  "www 1h IN A 192.0.2.1 ; host": [
    "key:www",
    "number:1h",
    "property:IN",
    "directive:A",
    "address:192.0.2.1",
    "comment:; host",
  ],
  " AAAA 2001:db8::1": ["directive:AAAA", "address:2001:db8::1"],
  "$TTL 1h": ["directive:$TTL", "number:1h"],
  "a MX 10 mail": ["key:a", "directive:MX", "number:10", "argument:mail"],
  "a CNAME A": ["key:a", "directive:CNAME", "argument:A"],
  "@ SOA ns m ( 1 ; x\n 2 )\nb": [
    "key:@",
    "directive:SOA",
    "argument:ns",
    "argument:m",
    "brace:(",
    "number:1",
    "comment:; x",
    "number:2",
    "brace:)",
    "key:b",
  ],
  'a TXT "b ; c" d': ["key:a", "directive:TXT", 'string:"b ; c"', "argument:d"],
  'a TXT "b\nc" d': ["key:a", "directive:TXT", 'string:"b', 'string:c"', "argument:d"],
  [`$GENERATE 1-9 a$ A 192.0.2.${"$"}{1,2}`]: [
    "directive:$GENERATE",
    "argument:1-9",
    "argument:a",
    "variable:$",
    "directive:A",
    "argument:192.0.2.",
    `variable:${"$"}{1,2}`,
  ],
};

describe("colours of a line", () => {
  test.each(Object.entries(cases))("%j", (text, expected) => expect(words(text)).toEqual(expected));

  test("every line is read to its end", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("a", " ", "(", ")", '"', ";", "\\", "$", "\n", "A", "$TTL", "$GENERATE", "é", "{", "}"),
        ),
        (parts) => {
          let state = FIRST_ZONE_LINE;
          for (const line of parts.join("").split("\n")) {
            const { tokens, end } = tokenizeZoneLine(line, state);
            state = end;
            tokens.forEach(({ start }, index) => {
              expect(start).toBeLessThan(line.length);
              expect(start).toBeGreaterThan(tokens[index - 1]?.start ?? -1);
            });
          }
        },
      ),
    ));
});
