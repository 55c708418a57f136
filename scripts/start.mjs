/**
 * `npm start`: installs and builds what is missing or out of date, then serves the studio.
 * Runs on Node 20.9 and newer; the studio itself runs on the Node 24 that comes with the project.
 */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { ensureInstalled, projectNode, root } from "./install.mjs";

const BUILD_STAMP = join(root, ".next", "corefile-studio-sources");
/** What `next build` reads. */
const BUILD_SOURCES = ["app", "components", "lib", "fixtures", "public", "next.config.ts", "tsconfig.json"];
const BUILD_SOURCES_ALSO = ["tsconfig.base.json", "package.json", "package-lock.json"];
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
/** Addresses that mean all, and where such a server can be reached from here. */
const WILDCARDS = { "0.0.0.0": "127.0.0.1", "::": "::1" };
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 1000;

const HELP = `Usage: npm start [-- DIR]

Starts Corefile Studio on a folder with a Corefile; without DIR on a sample of its own.

Environment:
  HOST                         address to listen on (default 127.0.0.1); any other than loopback needs a token
  PORT                         port to listen on (default 3000)
  COREFILE_STUDIO_HOME         where the sample is kept (default ~/.local/share/corefile-studio)
  COREFILE_STUDIO_ALLOW        files outside DIR that a Corefile may read, separated by ":"
  COREFILE_STUDIO_ENVIRONMENT  variables of this environment that a Corefile may see ({$NAME}), separated by ","; without
                               it none. studio.yaml in DIR may give values, too
  COREFILE_STUDIO_TOKEN        the token for a HOST that is not loopback (made up and printed when not set)
`;

/** An end with a message for people and an exit code. */
class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

// SIGUSR1 would open the inspector of this process; older versions of Node have no switch against it.
process.on("SIGUSR1", () => undefined);

const say = (text) => process.stdout.write(`${text}\n`);

/** Reads the command line and the environment. */
function readOptions(args, environment) {
  if (args.includes("--help") || args.includes("-h")) throw new Stop(HELP, 0);
  const unknown = args.find((argument) => argument.startsWith("-"));
  if (unknown !== undefined) throw new Stop(`unknown option ${unknown}\n\n${HELP}`, 2);
  if (args.length > 1) throw new Stop(`one folder at most, not ${args.length}\n\n${HELP}`, 2);
  const port = Number(environment.PORT ?? "3000");
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Stop(`PORT=${environment.PORT} is no port`, 2);
  return {
    host: environment.HOST ?? "127.0.0.1",
    port,
    folder: args[0] === undefined ? undefined : readFolder(args[0]),
  };
}

/** The folder to open; npm runs scripts in the project's folder, so a relative one counts from where npm was called. */
function readFolder(text) {
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), text);
  if (!existsSync(folder)) throw new Stop(`${folder}: no such folder`, 2);
  if (!statSync(folder).isDirectory()) throw new Stop(`${folder} is a file; give the folder that it is in`, 2);
  return folder;
}

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

/** Ends with a clear message when somebody listens there already. */
function requireFreePort(host, port) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const busy = `port ${port} on ${host} is in use; stop what listens there or choose another: PORT=${port + 1} npm start`;
      fail(new Stop(error.code === "EADDRINUSE" ? busy : `cannot listen on ${host}, port ${port}: ${error.message}`));
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(done));
  });
}

const bracketed = (host) => (host.includes(":") ? `[${host}]` : host);

/** The environment of the server, and the address for people. */
function describeServer({ host, port, folder }) {
  const token = LOOPBACK.has(host)
    ? undefined
    : (process.env.COREFILE_STUDIO_TOKEN ?? randomBytes(18).toString("base64url"));
  const environment = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    HOST: host,
    PORT: String(port),
    COREFILE_STUDIO_ROOT: root,
    ...(folder === undefined ? {} : { COREFILE_STUDIO_DIR: folder }),
    ...(token === undefined ? {} : { COREFILE_STUDIO_TOKEN: token }),
  };
  if (token === undefined) delete environment.COREFILE_STUDIO_TOKEN;
  const address = `http://${bracketed(WILDCARDS[host] === undefined ? host : hostname())}:${port}`;
  return { environment, address: token === undefined ? address : `${address}/api/session?token=${token}` };
}

/** True once the studio answers HTTP. */
function answers(host, port) {
  const reachable = WILDCARDS[host] ?? host;
  return new Promise((done) => {
    const request = get({ host: reachable, port, path: "/", timeout: 5000 }, (reply) => {
      reply.resume();
      done(true);
    });
    request.once("error", () => done(false));
    request.once("timeout", () => request.destroy());
  });
}

/** Serves until a signal comes or the server ends; gives the exit code. */
async function serve(node, options) {
  const { environment, address } = describeServer(options);
  const args = [
    "--disable-sigusr1",
    nextCommand(),
    "start",
    "--hostname",
    options.host,
    "--port",
    String(options.port),
  ];
  const child = spawn(node, args, {
    cwd: root,
    env: environment,
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
    if (await answers(options.host, options.port)) {
      say(`Corefile Studio: ${address}`);
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
  const options = readOptions(process.argv.slice(2), process.env);
  await requireFreePort(options.host, options.port);
  ensureInstalled();
  const node = projectNode();
  await build(node);
  return serve(node, options);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process[error.exitCode === 0 ? "stdout" : "stderr"].write(`${error.message.trimEnd()}\n`);
  process.exitCode = error.exitCode;
}
