/**
 * `npm start`: installs and builds what is missing or out of date, then serves the studio.
 * Runs on Node 20.9 and newer; the studio itself runs on the Node 24 that comes with the project.
 */

import { ENVIRONMENT_HELP, endWith, readOptions, requireFreePort } from "../cli/start/options.mjs";
import { serveStudio } from "../cli/start/serve-studio.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled, projectNode } from "./install.mjs";

const HELP = `Usage: npm start [-- DIR]

Starts Corefile Studio on a folder with a Corefile; without DIR on a sample of its own.

${ENVIRONMENT_HELP}`;

// SIGUSR1 would open the inspector of this process; older versions of Node have no switch against it.
process.on("SIGUSR1", () => undefined);

async function main() {
  const options = await readOptions({ args: process.argv.slice(2), environment: process.env, help: HELP });
  await requireFreePort(options, "npm start");
  ensureInstalled();
  const node = projectNode();
  await ensureBuilt(node, (text) => process.stdout.write(text));
  return serveStudio({ node, options, environment: process.env });
}

try {
  process.exitCode = await main();
} catch (error) {
  endWith(error);
}
