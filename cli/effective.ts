/** `corefile-studio effective`: the Corefile as CoreDNS reads it, each line with where it comes from. */
import { effectiveLines } from "../lib/corefile/effective.ts";
import { printable, printableLine } from "./printable.ts";
import { type AskedConfiguration, chooseConfiguration } from "./query/configuration.ts";
import { readChosen } from "./query/read-chosen.ts";
import { readOptions } from "./read-options.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio effective";
const USAGE = `Usage: corefile-studio effective [COREFILE | DIR | MANIFEST | -] [options]

Prints the Corefile as CoreDNS reads it: imports, snippets and variables ({$NAME}) stand in their places, those of
coredns-custom in a manifest, too, and the uses of a directive stand together. A comment tells where each line comes from.
What is printed is a Corefile that CoreDNS reads as the same. Without an argument: the Corefile of this folder.

  --plain  leaves the comments out

Exit code: 0; 1 the Corefile has errors, which are printed; 2 it cannot be read, or the command line is wrong.
`;

/** Runs the subcommand; gives the exit code. */
export async function runEffective(args: readonly string[]): Promise<number> {
  const given = readOptions(args, { switches: ["plain"], values: [] });
  if ("usageProblem" in given) {
    if (given.usageProblem !== "") return complain(usageLine(COMMAND, given.usageProblem));
    process.stdout.write(USAGE);
    return 0;
  }
  const [conf = "Corefile", extra] = given.words;
  if (extra !== undefined) return complain(usageLine(COMMAND, `one Corefile at a time, and ${extra} is another`));
  const chosen = await chooseConfiguration(conf);
  if ("reason" in chosen) return complain(`${COMMAND}: ${printableLine(chosen.reason)}\n`);
  return print(chosen, given.switches.has("plain"));
}

function print(chosen: AskedConfiguration, isPlain: boolean): number {
  const read = readChosen(chosen);
  if ("reason" in read) return complain(`${COMMAND}: ${printableLine(read.reason)}\n`);
  const errors = read.problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    for (const { message } of errors) process.stderr.write(`${printable(message)}\n`);
    return 1;
  }
  const lines = effectiveLines(read).map(({ text, from }) => {
    const place = from === undefined ? undefined : chosen.place(from);
    return { text, comment: place === undefined ? "" : `# ${place.file}:${place.line}` };
  });
  const widest = lines.reduce(
    (most, { text }) => (text.length <= MOST_COLUMNS ? Math.max(most, text.length) : most),
    0,
  );
  for (const { text, comment } of lines) {
    const line = isPlain || comment === "" ? text : `${text.padEnd(widest)}  ${comment}`;
    process.stdout.write(`${printable(line)}\n`);
  }
  return 0;
}

/** Longer lines do not push the comments of all others away. */
const MOST_COLUMNS = 80;

function complain(text: string): number {
  process.stderr.write(text);
  return 2;
}
