import { expect, test } from "vitest";
import { durationOfMs, parseDuration, writeDuration } from "./duration.ts";

test.each([
  [0, "0s"],
  [0.000001, "1ns"],
  [0.25, "250\u00b5s"],
  [1.5, "1.5ms"],
  [1_500, "1.5s"],
  [-1_500, "-1.5s"],
  [60_000, "1m0s"],
  [3_600_000, "1h0m0s"],
  [90_000_000, "25h0m0s"],
])("%d milliseconds are %s", (ms, text) => expect(durationOfMs(ms)).toEqual({ ms, text }));

test.each([
  [1n, "1ns"],
  [999n, "999ns"],
  [1_000n, "1\u00b5s"],
  [999_999n, "999.999\u00b5s"],
  [1_000_000n, "1ms"],
  [999_999_999n, "999.999999ms"],
  [1_000_000_000n, "1s"],
  [59_999_999_999n, "59.999999999s"],
  [60_000_000_000n, "1m0s"],
  [90_000_000_000_001n, "25h0m0.000000001s"],
])("%d nanoseconds are %s", (nanoseconds, text) => {
  expect(writeDuration(nanoseconds)).toBe(text);
  expect(writeDuration(-nanoseconds)).toBe(`-${text}`);
});

test.each([
  ["2562047h47m16.854775807s", "2562047h47m16.854775807s"],
  ["2562047h47m16.854775808s", 'time: invalid duration "2562047h47m16.854775808s"'],
  ["-9223372036854775808ns", "-2562047h47m16.854775808s"],
  ["-9223372036854775809ns", 'time: invalid duration "-9223372036854775809ns"'],
  ["9223372036854775807.5ns", "2562047h47m16.854775807s"],
  ["0.9223372036854775808s", "922.337203ms"],
  ["1.0000000000000000000001s", "1s"],
  ["0.3333333333333333333h", "20m0s"],
  ["+5s", "5s"],
  ["-0", "0s"],
  ["0h", "0s"],
  ["00", 'time: missing unit in duration "00"'],
  ["1.5.5s", 'time: missing unit in duration "1.5.5s"'],
  ["1h 5m", 'time: unknown unit "h " in duration "1h 5m"'],
  ["--1s", 'time: invalid duration "--1s"'],
  [".s", 'time: invalid duration ".s"'],
])("%s is read as %s", (text, expected) => {
  const reading = parseDuration(text);
  expect(reading.ok ? reading.value.text : reading.error).toBe(expected);
});
