/** Runs the studio's server until it is told to stop. The page has been built by then. */
import { spawn } from "node:child_process";
import { get } from "node:http";
import { fileURLToPath } from "node:url";
import { describeServer, Stop } from "./options.mjs";
import { root } from "./root.mjs";

const SERVER = fileURLToPath(new URL("../../server/web/serve.ts", import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 1000;

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

/** Serves on a Node until a signal comes or the server ends; gives the exit code. */
export async function serveStudio({ node, options, environment: given }) {
  const { environment, reachable, url } = describeServer(options, given);
  const child = spawn(node, ["--disable-sigusr1", SERVER], {
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
      process.stdout.write(`Corefile Studio: ${url}\n`);
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
