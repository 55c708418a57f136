/** The page's bundle holds no engine: what the browser need not know, it does not load. A stage of `npm test`, after the build. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT_FOLDER } from "./sources.ts";

const CHUNKS = join(ROOT_FOLDER, ".next/static");

/** Texts that only code behind the page speaks, with the file that does. */
const MARKS: readonly (readonly [text: string, file: string])[] = [
  ["no next plugin found", "lib/chain/chain.ts"],
  ["Recovered from panic in", "lib/chain/panics.ts"],
  ["no healthy proxies", "lib/plugins/forward/attempts.ts"],
  ["Going into lameduck mode", "lib/plugins/health/health.ts"],
  ["node:worker_threads", "server/engine/worker/worker-host.ts"],
  ["node:dgram", "server/listeners/udp-socket.ts"],
];

const scripts = (): readonly string[] =>
  globSync("**/*.js", { cwd: CHUNKS }).map((name) => readFileSync(join(CHUNKS, name), "utf8"));

/** A source file without its comments, which no bundle has. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT_FOLDER, file), "utf8").replace(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
}

describe("the page's bundle", () => {
  test("is there: run `npm run build` first", () => {
    expect(existsSync(CHUNKS) && scripts().length > 0).toBe(true);
  });

  test("holds what the page says, so that a mark would be found in it", () => {
    const spoken = "CoreDNS starts with this";
    expect(scripts().some((script) => script.includes(spoken))).toBe(true);
  });

  test.each(MARKS)('does not hold "%s" of %s', (text, file) => {
    expect(codeOf(file).includes(text), `${file} does not say it any more: find another mark`).toBe(true);
    expect(scripts().filter((script) => script.includes(text))).toEqual([]);
  });
});
