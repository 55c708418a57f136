/** What values count as, and what constants may be read as. */
import { expect, test } from "vitest";
import { outcomeOf } from "./_test/sample.ts";
import { readNumberConstant } from "./number.ts";
import { isTrue, stringValue, type Value } from "./value.ts";

test("a map is true when something is in it", () => {
  const map = (entries: ReadonlyMap<string, Value>): Value => ({
    kind: "map",
    type: "map[string]string",
    elementType: "string",
    entries,
  });
  expect(isTrue(map(new Map()))).toBe(false);
  expect(isTrue(map(new Map([["key", stringValue("")]])))).toBe(true);
});

/** Go's constants: an integer when one of 64 bits is meant or nothing is behind the point, and a float always. */
test.each<[text: string, int: bigint | undefined, float: number, isWrittenAsFloat: boolean]>([
  ["0", 0n, 0, false],
  ["-5", -5n, -5, false],
  ["9223372036854775807", 9223372036854775807n, 2 ** 63, false],
  ["9223372036854775808", undefined, 2 ** 63, false],
  ["18446744073709551615", undefined, 2 ** 64, false],
  ["2.0", 2n, 2, true],
  ["2.5", undefined, 2.5, true],
  ["4e18", 4_000_000_000_000_000_000n, 4e18, true],
  ["5e18", 5_000_000_000_000_000_000n, 5e18, true],
  ["9223372036854775808.0", undefined, 2 ** 63, true],
  ["-9223372036854775808.0", -(2n ** 63n), -(2 ** 63), true],
  ["1e30", undefined, 1e30, true],
  ["0x1e", 30n, 30, false],
  ["-0x1e", -30n, -30, true],
  ["0x1p4", 16n, 16, true],
])("%s", (...[text, int, float, isWrittenAsFloat]) =>
  expect(readNumberConstant(text)).toEqual({ int, float, isWrittenAsFloat }),
);

test.each([
  ["{{1+2i}}", 'template: t:1: complex numbers are not supported here: "1+2i"'],
  ["{{1+2}}", 'template: t:1: bad number syntax: "1+2"'],
  ["{{1i+2}}", 'template: t:1: bad number syntax: "1i+2"'],
  ["{{1+i2}}", 'template: t:1: bad number syntax: "1+i2"'],
])("%s is a complex number only with an i at its end", (template, outcome) =>
  expect(outcomeOf(template)).toBe(outcome),
);
