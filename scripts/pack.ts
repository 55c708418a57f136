/**
 * Makes `dist`, which `npm pack` puts into the package: command line, server and engine as JavaScript, the built page,
 * the examples and the manual. Run by npm (prepack); writes nothing on standard output, which is npm's.
 */
import { globSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ensureBuilt } from "./build.mjs";
import { compileTree } from "./pack/compile.ts";

const ROOT = resolve(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
/** What is started by its name: the command line, the studio's server, Next's configuration; what the page's routes load. */
const ENTRIES = ["cli/main.ts", "server/web/serve.ts", "next.config.ts"];
const LOADED = "server/control/*.ts";
/** Of the build, what nobody reads who only serves it: caches, source maps, traces of files, types. */
const LEFT_OUT =
  /^(?:cache|diagnostics|trace|trace-build|turbopack|types|corefile-studio-sources)(?:\/|$)|\.(?:map|nft\.json)$/;
/** In which Next keeps its configuration, with the folder in which it was built. */
const WITH_PATHS = ["required-server-files.json", "required-server-files.js"];

const manifest = z
  .object({ name: z.string(), version: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));

await ensureBuilt(process.execPath, (text: string) => process.stderr.write(text));
await rm(DIST, { recursive: true, force: true });
await mkdir(DIST);
const loaded = globSync(LOADED, { cwd: ROOT }).filter((path) => !path.endsWith(".test.ts"));
const packages = await compileTree(ROOT, [...ENTRIES, ...loaded.sort()], DIST);
const missing = [...packages].filter((name) => !(name in manifest.dependencies));
if (missing.length > 0) throw new Error(`not among the dependencies of package.json: ${missing.join(", ")}`);
const { name, version } = manifest;
await writeFile(join(DIST, "package.json"), `${JSON.stringify({ name, version, private: true, type: "module" })}\n`);
for (const page of globSync("lib/plugins/*/README.md", { cwd: ROOT })) await cp(join(ROOT, page), join(DIST, page));
for (const folder of ["examples", "public"]) await cp(join(ROOT, folder), join(DIST, folder), { recursive: true });
await copyBuild(join(ROOT, ".next"), join(DIST, ".next"));

/** Copies what `next build` made. The package is built here and runs elsewhere, so no path of this machine goes along. */
async function copyBuild(source: string, target: string): Promise<void> {
  const filter = (path: string): boolean => !LEFT_OUT.test(path.slice(source.length + 1));
  await cp(source, target, { recursive: true, filter });
  for (const file of WITH_PATHS) {
    const text = await readFile(join(target, file), "utf8");
    await writeFile(join(target, file), text.replaceAll(JSON.stringify(ROOT), '"."'));
  }
}
