/** The page's bundle holds no engine: what the browser need not know, it does not load. A stage of `npm test`, after the build. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ROOT_FOLDER } from "./sources.ts";

const BUILD = join(ROOT_FOLDER, ".next");
const CHUNKS = join(BUILD, "static");

/** Texts that only code behind the page speaks, with the file that does. */
const MARKS: readonly (readonly [text: string, file: string])[] = [
  [": no next plugin found", "lib/chain/chain.ts"],
  ["coredns_panics_total", "lib/chain/panics.ts"],
  ['"no healthy proxies"', "lib/plugins/forward/attempts.ts"],
  ["Going into lameduck mode", "lib/plugins/health/health.ts"],
  ["node:worker_threads", "server/engine/worker/worker-host.ts"],
  ["node:dgram", "server/listeners/udp-socket.ts"],
];

/** The scripts of the build that say something, by name. */
const scriptsThatSay = (text: string): readonly string[] =>
  globSync("**/*.js", { cwd: CHUNKS }).filter((name) => readFileSync(join(CHUNKS, name), "utf8").includes(text));

/** A source file without its comments, which no bundle has. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT_FOLDER, file), "utf8").replace(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)$/gm, "");
}

describe("the page's bundle", () => {
  test("is there: run `npm run build` first", () => {
    expect(existsSync(CHUNKS) && scriptsThatSay("").length > 0).toBe(true);
  });

  test("holds what the page says, so that a mark would be found in it", () => {
    const spoken = "CoreDNS starts with this";
    expect(scriptsThatSay(spoken)).not.toEqual([]);
  });

  test.each(MARKS)('does not hold "%s" of %s', (text, file) => {
    expect(codeOf(file).includes(text), `${file} does not say it any more: find another mark`).toBe(true);
    expect(scriptsThatSay(text)).toEqual([]);
  });
});

const manifestSchema = z.record(z.string(), z.object({ files: z.array(z.string()) }));

/** What Monaco's own code says, and ours does not. */
const MONACO = "codeEditorService";

/** The scripts of the page itself, and of the studio that it loads at once. */
function firstScripts(): readonly string[] {
  const page = readFileSync(join(BUILD, "server/app/page_client-reference-manifest.js"), "utf8");
  const { rootMainFiles } = z
    .object({ rootMainFiles: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(BUILD, "build-manifest.json"), "utf8")));
  const entry = /"\[project\]\/app\/page":(\["static[^\]]*\])/.exec(page)?.[1] ?? "[]";
  const own = z.array(z.string()).min(1).parse(JSON.parse(entry));
  const text = readFileSync(join(BUILD, "server/app/page/react-loadable-manifest.json"), "utf8");
  const studio = Object.values(manifestSchema.parse(JSON.parse(text))).flatMap(({ files }) => files);
  return [...new Set([...rootMainFiles, ...own, ...studio])].filter((file) => file.endsWith(".js"));
}

test("the first load stays below 350 kB of compressed scripts, before Monaco and the panes that come after it", () => {
  const scripts = firstScripts().map((file) => readFileSync(join(BUILD, file)));
  expect(scripts.some((script) => script.includes(MONACO))).toBe(false);
  const octets = scripts.map((script) => gzipSync(script).byteLength);
  expect(octets.length).toBeGreaterThan(5);
  expect(scriptsThatSay(MONACO)).not.toEqual([]);
  expect(octets.reduce((sum, size) => sum + size, 0)).toBeLessThan(350_000);
});
