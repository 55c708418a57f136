/**
 * `npm start`: installs and builds what is missing or out of date, then serves the studio.
 * Runs on Node 20.9 and newer; the studio itself runs on the Node 24 that comes with the project.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { ensureInstalled, projectNode, root } from "./install.mjs";
import { describeServer, ENVIRONMENT_HELP, endWith, readOptions, requireFreePort, Stop } from "./options.mjs";

const BUILD_STAMP = join(root, ".next", "corefile-studio-sources");
/** What `next build` reads. */
const BUILD_SOURCES = ["app", "components", "lib", "examples", "public", "proxy.ts", "next.config.ts", "tsconfig.json"];
const BUILD_SOURCES_ALSO = ["tsconfig.base.json", "package.json", "package-lock.json"];
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 1000;

const HELP = `Usage: npm start [-- DIR]

Starts Corefile Studio on a folder with a Corefile; without DIR on a sample of its own.

${ENVIRONMENT_HELP}`;

// SIGUSR1 would open the inspector of this process; older versions of Node have no switch against it.
process.on("SIGUSR1", () => undefined);

const say = (text) => process.stdout.write(`${text}\n`);

/** Runs a command to its end with its output shown. */
function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    process.once("SIGINT", pass);
    process.once("SIGTERM", pass);
    child.once("error", fail);
    child.once("exit", (code) => {
      process.removeListener("SIGINT", pass);
      process.removeListener("SIGTERM", pass);
      if (code === 0) done();
      else fail(new Stop(`${command} ${args.join(" ")} ended with ${code ?? "a signal"}`));
    });
  });
}

const readStamp = (file) => (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);

/** Every file below a path, sorted, without tests. */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) =>
    /\.test\.tsx?$/.test(name) || name.startsWith(".") ? [] : filesBelow(join(path, name)),
  );
}

/** A hash over names and contents of what is built. */
function hashSources() {
  const hash = createHash("sha256");
  for (const source of [...BUILD_SOURCES, ...BUILD_SOURCES_ALSO]) {
    for (const file of filesBelow(join(root, source))) {
      hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

const nextCommand = () => join(root, "node_modules", "next", "dist", "bin", "next");

/** Builds the page when its sources are others than those of the last build. */
async function build(node) {
  const sources = hashSources();
  if (readStamp(BUILD_STAMP) === sources && existsSync(join(root, ".next", "BUILD_ID"))) return;
  say("Building the studio (about a minute, only after changes) ...");
  await run(node, [nextCommand(), "build"], { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
  writeFileSync(BUILD_STAMP, `${sources}\n`);
}

/** True once the studio answers HTTP. */
function answers(host, port) {
  return new Promise((done) => {
    const request = get({ host, port, path: "/", timeout: 5000 }, (reply) => {
      reply.resume();
      done(true);
    });
    request.once("error", () => done(false));
    request.once("timeout", () => request.destroy());
  });
}

/** Serves until a signal comes or the server ends; gives the exit code. */
async function serve(node, options) {
  const { environment, reachable, url } = describeServer(options, process.env);
  const child = spawn(node, ["--disable-sigusr1", join(root, "server", "web", "serve.ts")], {
    cwd: root,
    env: { ...environment, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS).unref();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  process.on("SIGHUP", stop);
  const ended = new Promise((done) => child.once("exit", (code) => done(stopping ? 0 : (code ?? 1))));
  const givenUpMs = Date.now() + READY_WITHIN_MS;
  while (!stopping && child.exitCode === null && Date.now() < givenUpMs) {
    if (await answers(reachable, options.port)) {
      say(`Corefile Studio: ${url}`);
      return ended;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  if (!stopping && child.exitCode === null) {
    stop();
    throw new Stop(`the studio did not answer within ${READY_WITHIN_MS / 1000} s`);
  }
  return ended;
}

async function main() {
  const options = await readOptions({ args: process.argv.slice(2), environment: process.env, help: HELP });
  await requireFreePort(options);
  ensureInstalled();
  const node = projectNode();
  await build(node);
  return serve(node, options);
}

try {
  process.exitCode = await main();
} catch (error) {
  endWith(error);
}
