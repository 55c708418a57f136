import { expect, test } from "vitest";
import { inRoot } from "./in-root.ts";

test.each([
  ["db", "", "db"],
  ["./db", "", "./db"],
  ["/etc/db", "zones", "/etc/db"],
  ["db", "zones", "zones/db"],
  ["db", "/etc/zones/", "/etc/zones/db"],
  ["../db", "zones/inner", "zones/db"],
  ["../../db", "zones", "../db"],
  ["../../db", "/zones", "/db"],
  ["..", "zones", "."],
])("%s in %j is %s", (path, root, expected) => expect(inRoot(path, root)).toBe(expected));
