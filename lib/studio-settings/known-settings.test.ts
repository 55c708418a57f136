/** Settings are read when their text has changed, and not at each key. */
import { expect, test } from "vitest";
import { KnownSettings } from "./known-settings.ts";

test("the same text gives the very same settings, another one others, and none gives none", () => {
  const known = new KnownSettings();
  const first = known.in("release: 1.11.3\n");
  expect(first).toEqual({ environment: {}, release: "1.11.3" });
  expect(known.in("release: 1.11.3\n")).toBe(first);
  expect(known.in("release: 1.9.3\n").release).toBe("1.9.3");
  expect(known.in(undefined)).toEqual({ environment: {} });
});
