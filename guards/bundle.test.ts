/** The page's bundle holds no engine: what the browser need not know, it does not load. Needs a build; without one it is skipped. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT_FOLDER } from "./sources.ts";

const CHUNKS = join(ROOT_FOLDER, ".next/static");

/** Texts that only code behind the page speaks, with the file that does. */
const MARKS: readonly (readonly [text: string, file: string])[] = [
  ["no next plugin found", "lib/chain"],
  ["Recovered from panic in server", "lib/chain/server.ts"],
  ["no healthy proxies", "lib/plugins/forward"],
  ["Going into lameduck mode", "lib/plugins/health"],
  ["node:worker_threads", "server/engine"],
  ["node:dgram", "server/listeners"],
];

describe.skipIf(!existsSync(CHUNKS))("the page's bundle", () => {
  const scripts = existsSync(CHUNKS)
    ? globSync("**/*.js", { cwd: CHUNKS }).map((name) => readFileSync(join(CHUNKS, name), "utf8"))
    : [];

  test("is there", () => {
    expect(scripts.length).toBeGreaterThan(0);
  });

  test.each(MARKS)('does not hold "%s" of %s', (text) => {
    expect(scripts.some((script) => script.includes(text))).toBe(false);
  });
});
