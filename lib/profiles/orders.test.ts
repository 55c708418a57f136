import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { laterPlugins, orderOf } from "./orders.ts";
import { NEWEST } from "./releases.ts";

/** What plugin.cfg of some tags says, without comments and folders. */
const FIXTURES = join(import.meta.dirname, "../../fixtures/plugin-cfg");
const linesOf = (file: string): readonly string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
const recorded = readdirSync(FIXTURES).map((file) => [file.replace(/\.txt$/, ""), join(FIXTURES, file)] as const);

describe("the order of", () => {
  test.each(recorded)("%s is that of its plugin.cfg", (release, file) => {
    expect(orderOf(release)).toEqual(linesOf(file));
  });
});

test("the newest order is the one that is described", () => {
  expect(orderOf(NEWEST)).toEqual(linesOf(join(import.meta.dirname, "../plugins/plugin.cfg")));
});

test("what came later is told with the release that brought it, and what went away is not", () => {
  const later = laterPlugins("1.11.3");
  expect([...later]).toEqual([
    ["multisocket", "1.12.0"],
    ["quic", "1.12.2"],
    ["nomad", "1.13.0"],
    ["grpc_server", "1.14.0"],
    ["https", "1.14.0"],
    ["https3", "1.14.0"],
    ["proxyproto", "1.14.3"],
    ["shed", "1.14.7"],
    ["siit", "1.15.0"],
    ["dynupdate", "1.15.0"],
  ]);
  expect(orderOf("1.6.9")).toContain("federation");
  expect(laterPlugins("1.6.9").has("federation")).toBe(false);
});
