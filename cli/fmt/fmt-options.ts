/** The command line of `corefile-studio fmt`. */
import { type UsageProblem, unknownOption } from "../usage.ts";

export const FMT_USAGE = `Usage: corefile-studio fmt [FILE | -]... [options]

Formats Corefiles, zone files and hosts files. Words, comments and line ends stay, so CoreDNS reads the same as before.
Without a file: the file Corefile in this folder; - reads standard input. Prints the formatted text, unless an option
says otherwise:

  --check            prints the names of files that are not formatted
  --diff             prints what would change, as a unified diff
  -w                 writes the formatted text back into the file, in one step; mode and owner stay
  --stdin-name NAME  the name of standard input, which helps to tell what kind of file it is

Corefiles get four spaces for each open brace, one space between words and at most one blank line; in zone files and hosts
files the columns of adjacent lines are aligned. The Corefile that names a file decides its kind, then its contents do.
Everything else is reported and left unchanged: manifests, binary files, and files whose errors make them ambiguous.

Exit code: 0; with --check or --diff 1 when a file is not formatted; 2 when a file cannot be read or formatted, or the
command line is wrong.
`;

/** What to format, and what to do with it. */
export interface FmtOptions {
  /** Files or `-`; never empty. */
  readonly paths: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly write: boolean;
  /** The name of standard input. */
  readonly stdinName: string;
}

const SWITCHES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    check: "check",
    l: "check",
    diff: "diff",
    d: "diff",
    w: "write",
    write: "write",
    h: "help",
    help: "help",
  }),
);

const OPTIONS = ["--check", "--diff", "-w", "--write", "--stdin-name", "--help"];
const STANDARD_INPUT = "/dev/stdin";

/** Reads the arguments behind `fmt`. Options take one dash or two; `--` ends them. */
export function readFmtOptions(args: readonly string[]): FmtOptions | UsageProblem {
  const given = new Set<string>();
  const end = args.indexOf("--");
  const paths = end === -1 ? [] : args.slice(end + 1);
  const before = args.slice(0, end === -1 ? args.length : end);
  let stdinName = STANDARD_INPUT;
  for (let at = 0; at < before.length; at++) {
    const argument = before[at] ?? "";
    const [, name = "", inlined] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    const option = inlined === undefined ? SWITCHES.get(name) : undefined;
    if (name === "stdin-name") {
      const value = inlined ?? before[++at];
      if (value === undefined) return { usageProblem: `${argument} needs a value` };
      stdinName = value;
    } else if (option !== undefined) given.add(option);
    else if (argument === "-" || !argument.startsWith("-")) paths.push(argument);
    else return unknownOption(argument, OPTIONS);
  }
  if (given.has("help")) return { usageProblem: "" };
  if (paths.includes("")) return { usageProblem: "an empty argument is not a file" };
  if (given.has("write") && (given.has("check") || given.has("diff")))
    return { usageProblem: "-w writes, --check and --diff only look" };
  if (given.has("write") && paths.includes("-")) return { usageProblem: "-w cannot write to standard input" };
  return {
    paths: paths.length > 0 ? paths : ["Corefile"],
    check: given.has("check"),
    diff: given.has("diff"),
    write: given.has("write"),
    stdinName,
  };
}
