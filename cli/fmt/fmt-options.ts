/** The command line of `corefile-studio fmt`. */

export const FMT_USAGE = `Usage: corefile-studio fmt [FILE | -]... [options]

Formats Corefiles: four blanks for each open brace, one blank between words, at most one blank line. Words, comments and
line ends stay, so CoreDNS reads the same configuration. Without a file: the file Corefile in this folder; - reads
standard input. Prints the formatted text, unless told otherwise:

  --check   prints the names of files that are not formatted
  --diff    prints what would change, as a unified diff
  -w        writes the formatted text back into the file

Exit code: 0; with --check or --diff 1 when a file is not formatted; 2 when a file cannot be read, has no balanced
braces, or the command line is wrong.
`;

/** What to format, and what to do with it. */
export interface FmtOptions {
  /** Files or `-`; never empty. */
  readonly paths: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  readonly write: boolean;
}

/** A command line that cannot be read: what is wrong, or an empty text when help was asked for. */
export interface UsageProblem {
  readonly usageProblem: string;
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

/** Reads the arguments behind `fmt`. Options take one dash or two; `--` ends them. */
export function readFmtOptions(args: readonly string[]): FmtOptions | UsageProblem {
  const given = new Set<string>();
  const end = args.indexOf("--");
  const paths = end === -1 ? [] : args.slice(end + 1);
  for (const argument of args.slice(0, end === -1 ? args.length : end)) {
    const option = SWITCHES.get(/^--?(.+)$/.exec(argument)?.[1] ?? "");
    if (option !== undefined) given.add(option);
    else if (argument === "-" || !argument.startsWith("-")) paths.push(argument);
    else return { usageProblem: `unknown option ${argument}` };
  }
  if (given.has("help")) return { usageProblem: "" };
  if (given.has("write") && (given.has("check") || given.has("diff")))
    return { usageProblem: "-w writes, --check and --diff only look" };
  if (given.has("write") && paths.includes("-")) return { usageProblem: "-w cannot write to standard input" };
  return {
    paths: paths.length > 0 ? paths : ["Corefile"],
    check: given.has("check"),
    diff: given.has("diff"),
    write: given.has("write"),
  };
}
