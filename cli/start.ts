/** `corefile-studio start`: the studio itself, on a folder, in the browser. */
import { existsSync } from "node:fs";
import { usageLine } from "./usage.ts";

const BUILT_PAGE = new URL("../.next/BUILD_ID", import.meta.url);
const COMMAND = "corefile-studio start";

/** Runs the subcommand until a signal comes or the server ends; gives the exit code. */
export async function runStart(args: readonly string[]): Promise<number> {
  const { ENVIRONMENT_HELP, readOptions, requireFreePort, Stop } = await import("./start/options.mjs");
  const help = `Usage: ${COMMAND} [DIR]

Starts Corefile Studio on a folder with a Corefile; without DIR on a sample of its own.

${ENVIRONMENT_HELP}`;
  // A relative folder counts from where the command runs, also below npm.
  const { INIT_CWD: _ofNpm, ...environment } = process.env;
  try {
    const options = await readOptions({ args, environment, help });
    if (!existsSync(BUILT_PAGE)) throw new Stop("the page is not built yet: npm start builds and starts it");
    await requireFreePort(options, COMMAND);
    const { serveStudio } = await import("./start/serve-studio.mjs");
    return await serveStudio({ node: process.execPath, options, environment });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    if (error.exitCode === 0) process.stdout.write(error.message);
    else process.stderr.write(lineOf(error));
    return error.exitCode;
  }
}

/** A wrong use gets one line with where to read more, as everywhere on the command line. */
function lineOf({ message, exitCode }: { readonly message: string; readonly exitCode: number }): string {
  return exitCode === 2 ? usageLine(COMMAND, message.split("\n", 1)[0] ?? "") : `${COMMAND}: ${message}\n`;
}
