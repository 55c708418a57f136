import { expect, test } from "vitest";
import { parseBase64 } from "./base64.ts";
import { jsonMember, jsonTypeName, parseJson } from "./json.ts";

/** Texts that are no JSON, and what Go says of them. */
const mistakes: readonly (readonly [string, string])[] = [
  ["", "unexpected end of JSON input"],
  ["{", "unexpected end of JSON input"],
  ['{"a', "unexpected end of JSON input"],
  ["x", "invalid character 'x' looking for beginning of value"],
  ["{} x", "invalid character 'x' after top-level value"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":01}', "invalid character '1' after object key:value pair"],
  ["[1 2]", "invalid character '2' after array element"],
  ["[1,]", "invalid character ']' looking for beginning of value"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ["[tru]", "invalid character ']' in literal true (expecting 'e')"],
  ["[-]", "invalid character ']' in numeric literal"],
  ["[1.]", "invalid character ']' after decimal point in numeric literal"],
  ["[1e]", "invalid character ']' in exponent of numeric literal"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['{} "', "invalid character '\"' after top-level value"],
  ["{,}", "invalid character ',' looking for beginning of object key string"],
  ["[,]", "invalid character ',' looking for beginning of value"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ["01", "invalid character '1' after top-level value"],
  ["-a", "invalid character 'a' in numeric literal"],
  ["falsy", "invalid character 'y' in literal false (expecting 'e')"],
  ["nulL", "invalid character 'L' in literal null (expecting 'l')"],
  ['"a\u001f"', "invalid character '\\x1f' in string literal"],
  ["1 2", "invalid character '2' after top-level value"],
];

/** Texts that end too early. */
const cutOff: readonly (readonly [string, string])[] = [
  ["[", "unexpected end of JSON input"],
  ["[1,2", "unexpected end of JSON input"],
  ['{"a"', "unexpected end of JSON input"],
  ['{"a":', "unexpected end of JSON input"],
  ['{"a":1', "unexpected end of JSON input"],
  ["tru", "invalid character ' ' in literal true (expecting 'e')"],
  ["[nul", "invalid character ' ' in literal null (expecting 'l')"],
  ["-", "invalid character ' ' in numeric literal"],
  ["1.", "invalid character ' ' after decimal point in numeric literal"],
  ["1e+", "invalid character ' ' in exponent of numeric literal"],
  ['"\\', "invalid character ' ' in string escape code"],
  ['"\\u1', "invalid character ' ' in \\u hexadecimal character escape"],
];

/** Go looks at octets. */
const beyondAscii: readonly (readonly [string, string])[] = [
  ["\u00e9", "invalid character '\u00c3' looking for beginning of value"],
  ["\u{1f600}", "invalid character '\u00f0' looking for beginning of value"],
];

test.each([...mistakes, ...cutOff, ...beyondAscii])("%j is no JSON", (text, error) =>
  expect(parseJson(text)).toEqual({ ok: false, error }),
);

test.each([
  "\t[1 , 2]\r\n",
  '{"a" : {} , "b":[] }',
  "[ ]",
  "{ }",
  "\n[\r\n{ }\t,\n[\t] ]",
  "[102, -10, 0.05]",
  "-0.5E+10",
  "1E-5",
  '"\\/\\b\\f\\r\\t\\"\\u00Ff"',
  '"\u007f"',
  '{"a":[1,-2.5e+3,"\\u00e4\\n",true,false,null,{}]}',
  " [] ",
  '"a"',
  "0",
  "null",
])("%j is JSON", (text) => expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) }));

test("types have Go's names for them", () =>
  expect(["a", 1, true, [1], {}, null].map(jsonTypeName)).toEqual([
    "string",
    "number",
    "bool",
    "array",
    "object",
    "null",
  ]));

test("members are found in any case, the last one counts", () => {
  expect(jsonMember({ Type: "a", type: "b", TYPE: "c" }, "type")).toBe("c");
  expect([null, [], "type", 5, {}].map((value) => jsonMember(value, "type"))).toEqual(Array(5).fill(undefined));
});

/** Texts that are no base64, and the octet at which Go finds fault. */
test.each([
  ["!!", 0],
  ["AA", 0],
  ["AAAAA", 4],
  ["AA=A", 2],
  ["AA=", 3],
  ["AAAA=", 4],
  ["AA==x", 4],
  ["A===", 1],
])("%j is no base64", (text, at) =>
  expect(parseBase64(text)).toEqual({ ok: false, error: `illegal base64 data at input byte ${at}` }),
);

test.each([
  ["", []],
  ["AQID", [1, 2, 3]],
  ["AQI=", [1, 2]],
  ["AQ==", [1]],
  ["AQ\r\nID\n", [1, 2, 3]],
  ["AQ=\n=\n", [1]],
])("%j is base64", (text, octets) => expect(parseBase64(text)).toEqual({ ok: true, value: Uint8Array.from(octets) }));
