/** Zone text, RDATA and messages with bounds, mistakes and breaks of all kinds: what miekg/dns 1.1.73 makes of each. */
import { describe, expect, test } from "vitest";
import { manyOutcome, messageOutcome, rdataOutcome, zoneOutcome } from "./_test/outcome.ts";
import { MANY, MESSAGES } from "./_test/recorded-messages.ts";
import { RDATA } from "./_test/recorded-rdata.ts";
import { ZONES } from "./_test/recorded-zones.ts";

describe("zone text", () => {
  test.each(ZONES)("%j", (text, outcome) => expect(zoneOutcome(text)).toBe(outcome));
});
describe("RDATA", () => {
  test.each(RDATA)("%s", (given, outcome) => expect(rdataOutcome(given)).toBe(outcome));
});
describe("a message", () => {
  test.each(MESSAGES)("%s", (hex, outcome) => expect(messageOutcome(hex)).toBe(outcome));
});
describe("a message with names met again, of so many pairs for so many octets", () => {
  test.each(MANY)("%s", (given, outcome) => expect(manyOutcome(given)).toBe(outcome));
});
