/** `corefile-studio fmt`: Corefiles, zone files and hosts files in their usual form. */

import { type DiffTexts, unifiedDiff } from "../lib/text/unified-diff.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { BINARY } from "./check/inputs.ts";
import { FMT_USAGE, type FmtOptions, readFmtOptions } from "./fmt/fmt-options.ts";
import { formatKnown } from "./fmt/format-known.ts";
import { writeBack } from "./fmt/write-back.ts";
import { printable, printableLine } from "./printable.ts";
import { isBinary, isFolder, readInput, readStandardInput } from "./read-input.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio fmt";
const STANDARD_INPUT = "-";

/** Runs the subcommand; gives the exit code. */
export async function runFmt(args: readonly string[]): Promise<number> {
  const options = readFmtOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem === "") {
      process.stdout.write(FMT_USAGE);
      return 0;
    }
    process.stderr.write(usageLine(COMMAND, options.usageProblem));
    return 2;
  }
  let exitCode = 0;
  for (const path of options.paths) exitCode = Math.max(exitCode, await formatOne(path, options));
  return exitCode;
}

async function formatOne(path: string, options: FmtOptions): Promise<number> {
  const isStandardInput = path === STANDARD_INPUT;
  const name = isStandardInput ? options.stdinName : path;
  try {
    if (!isStandardInput && isFolder(path)) {
      return complain(`${path}: this is a folder; name the files to format, for instance Corefile zones/*`);
    }
    const before = decode(isStandardInput ? await readStandardInput() : readInput(path));
    const after = await formatKnown({ name, text: before });
    if (typeof after !== "string") return complain(after.reason);
    return await tell({ name, before, after }, options);
  } catch (error) {
    return complain(`${name}: ${reasonOf(error)}`);
  }
}

async function tell({ name, before, after }: DiffTexts, { check, diff, write }: FmtOptions): Promise<number> {
  const differs = before !== after;
  if (write) {
    if (differs) await writeBack({ name, before, after });
    return 0;
  }
  if (!check && !diff) {
    process.stdout.write(after);
    return 0;
  }
  if (check && differs) process.stdout.write(`${asShown(name, printableLine)}\n`);
  if (diff) process.stdout.write(asShown(unifiedDiff({ name, before, after }), printable));
  return differs ? 1 : 0;
}

/** A terminal is not steered; a program behind a pipe (`patch`, `xargs`) gets names and lines as they are. */
function asShown(text: string, shown: (text: string) => string): string {
  return process.stdout.isTTY === true ? shown(text) : text;
}

/** What is not UTF-8 would not survive being read and written. */
function decode(bytes: Uint8Array): string {
  if (isBinary(bytes)) throw new Error(BINARY);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error("this is not UTF-8");
  }
}

function complain(text: string): number {
  process.stderr.write(`${COMMAND}: ${printableLine(text)}\n`);
  return 2;
}
