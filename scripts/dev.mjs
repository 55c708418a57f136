/** `npm run dev`: serves the studio's sources as they are edited, on the same address and behind the same guard as `npm start`. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describeServer, ENVIRONMENT_HELP, endWith, readOptions, requireFreePort } from "../cli/start/options.mjs";
import { root } from "../cli/start/root.mjs";
import { ensureInstalled, projectNode } from "./install.mjs";

const HELP = `Usage: npm run dev [-- DIR]

Serves the sources of Corefile Studio as they are edited.

${ENVIRONMENT_HELP}`;

async function main() {
  const options = await readOptions({ args: process.argv.slice(2), environment: process.env, help: HELP });
  await requireFreePort(options, "npm run dev");
  ensureInstalled();
  const { environment, url } = describeServer(options, process.env);
  const child = spawn(projectNode(), ["--disable-sigusr1", join(root, "server", "web", "serve.ts"), "--dev"], {
    cwd: root,
    env: { ...environment, NODE_ENV: "development" },
    stdio: "inherit",
  });
  process.stdout.write(`Corefile Studio: ${url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once("exit", (code) => done(code ?? 0)));
}

try {
  process.exitCode = await main();
} catch (error) {
  endWith(error);
}
