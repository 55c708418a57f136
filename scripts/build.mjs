/**
 * `npm run build`: builds the page. It leaves a stamp of what it was built from, by which `npm start` and `npm pack` see
 * whether there is anything to build.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endWith, Stop } from "../cli/start/options.mjs";
import { root } from "../cli/start/root.mjs";
import { projectNode } from "./install.mjs";

const STAMP = join(root, ".next", "corefile-studio-sources");
/** What `next build` reads. */
const SOURCES = ["app", "components", "lib", "examples", "public", "proxy.ts", "next.config.ts", "tsconfig.json"];
const SOURCES_ALSO = ["tsconfig.base.json", "package.json", "package-lock.json"];
const NEXT = join(root, "node_modules", "next", "dist", "bin", "next");

/** Builds the page when its sources are others than those of the last build. `say` tells people that it takes a while. */
export async function ensureBuilt(node, say) {
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, "utf8").trim() : undefined;
  if (stamp === hashSources() && existsSync(join(root, ".next", "BUILD_ID"))) return;
  say("Building the studio (about a minute, only after changes) ...\n");
  await build(node);
}

/** Builds the page, with its output on standard error. Rejects with a `Stop` when that fails. */
async function build(node) {
  const sources = hashSources();
  await new Promise((done, fail) => {
    const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    const child = spawn(node, [NEXT, "build"], { cwd: root, stdio: ["inherit", 2, 2], env: environment });
    const pass = (signal) => child.kill(signal);
    process.once("SIGINT", pass);
    process.once("SIGTERM", pass);
    child.once("error", fail);
    child.once("exit", (code) => {
      process.removeListener("SIGINT", pass);
      process.removeListener("SIGTERM", pass);
      if (code === 0) done();
      else fail(new Stop(`next build ended with ${code ?? "a signal"}`));
    });
  });
  writeFileSync(STAMP, `${sources}\n`);
}

/** A hash over names and contents of what is built. */
function hashSources() {
  const hash = createHash("sha256");
  for (const source of [...SOURCES, ...SOURCES_ALSO]) {
    for (const file of filesBelow(join(root, source))) {
      hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

/** Every file below a path, sorted, without tests. */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) =>
    /\.test\.tsx?$/.test(name) || name.startsWith(".") ? [] : filesBelow(join(path, name)),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(projectNode()).catch(endWith);
