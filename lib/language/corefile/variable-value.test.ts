import { expect, it } from "vitest";
import { shownValue } from "./variable-value.ts";

const HIDDEN = "set; hidden, because its name suggests a secret";
const cases: Readonly<Record<string, [string, string | undefined, string]>> = {
  "a value": ["PORT", "53", "53"],
  "an empty value": ["ZONE", "", ""],
  "no value": ["ZONE", undefined, "not set: empty"],
  "a long value is cut": ["ZONES", "x".repeat(300), `${"x".repeat(200)}…`],
  "a token": ["GITHUB_TOKEN", "x", HIDDEN],
  "a password": ["DB_PASSWORD", "x", HIDDEN],
  "a key": ["AWS_SECRET_ACCESS_KEY", "x", HIDDEN],
  "a key that is none": ["MONKEY", "x", "x"],
};

it.each(Object.entries(cases))("%s", (_, [name, value, expected]) => expect(shownValue(name, value)).toBe(expected));
