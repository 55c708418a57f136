/** `corefile-studio fmt`: Corefiles in their usual form. */
import { formatCorefile } from "../lib/corefile/format.ts";
import { parseCorefile } from "../lib/corefile/parse.ts";
import { looksLikeManifest } from "../lib/kubernetes/looks-like-manifest.ts";
import { isManifestName } from "./check/inputs.ts";
import { FMT_USAGE, type FmtOptions, readFmtOptions } from "./fmt/fmt-options.ts";
import { type DiffTexts, unifiedDiff } from "./fmt/unified-diff.ts";
import { writeBack } from "./fmt/write-back.ts";
import { printable, printableLine } from "./printable.ts";
import { readInput } from "./read-input.ts";

const STANDARD_INPUT = "-";

/** Runs the subcommand; gives the exit code. */
export async function runFmt(args: readonly string[]): Promise<number> {
  const options = readFmtOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem === "") {
      process.stdout.write(FMT_USAGE);
      return 0;
    }
    return complain(`${options.usageProblem}\n\n${FMT_USAGE}`);
  }
  let exitCode = 0;
  for (const path of options.paths) exitCode = Math.max(exitCode, await formatOne(path, options));
  return exitCode;
}

async function formatOne(path: string, options: FmtOptions): Promise<number> {
  const name = path === STANDARD_INPUT ? "/dev/stdin" : path;
  try {
    const before = decode(path === STANDARD_INPUT ? await readStandardInput() : readInput(path));
    const after = format(before, name);
    if (typeof after !== "string") return complain(`${printableLine(after.reason)}\n`);
    return await tell({ name, before, after }, options);
  } catch (error) {
    return complain(`${printableLine(`${name}: ${error instanceof Error ? error.message : String(error)}`)}\n`);
  }
}

/** Without balanced braces the depth of a line is a guess, and a manifest is no Corefile. */
function format(text: string, name: string): string | { readonly reason: string } {
  if (isManifestName(name) || looksLikeManifest(text))
    return { reason: `${name}: this is a manifest; fmt formats Corefiles` };
  const tree = parseCorefile(text, name);
  const [error] = tree.errors;
  return error === undefined ? formatCorefile(tree) : { reason: error.message };
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
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error("this is not UTF-8");
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function complain(text: string): number {
  process.stderr.write(`corefile-studio fmt: ${printable(text)}`);
  return 2;
}
