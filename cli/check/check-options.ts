/** The command line of `corefile-studio check`. */
import { type AskedRelease, askedRelease } from "../release.ts";
import { type UsageProblem, unknownOption } from "../usage.ts";

export const CHECK_USAGE = `Usage: corefile-studio check [FILE | DIR | -]... [options]

Checks Corefiles and reports problems in CoreDNS 1.15.0's own words, without starting anything.

  FILE               a Corefile, a Kubernetes manifest with ConfigMaps (YAML or JSON), a zone file or a hosts file
  DIR                every Corefile, Corefile.*, *.corefile and ConfigMap manifest below the folder
  -                  standard input, a Corefile or a manifest
                     Without any of these: the file Corefile in this folder.

  --here             also checks what depends on this machine: files, certificates, variables, free ports. Reports what
                     CoreDNS would say if it started here and now with -conf FILE; opens the listeners briefly
  --strict           warnings count as problems
  --release RELEASE  the CoreDNS release to check for, such as 1.11.3 (default: release in studio.yaml beside the
                     Corefile, else 1.15.0)
  --no-lint          reports only what keeps CoreDNS from starting
  --format FORMAT    text (default), json, sarif (code scanning) or junit (test reports)
  --stdin-name NAME  the name of standard input, which is also where its imports start (default: /dev/stdin)
  -conf FILE         the same as FILE, as in CoreDNS
  -p, -dns.port PORT the port of server blocks without one (default 53), as in CoreDNS

Zone files and hosts files that a Corefile names are checked as in the studio's editor: what keeps CoreDNS from starting is
an error at its line. Paths start at the current folder, as in CoreDNS, then beside the Corefile; with --here only at the
current folder. Without --here a missing file is information, not an error. Environment variables ({$NAME}) are those of
this shell.

ConfigMaps are read as they are mounted: data.Corefile is /etc/coredns/Corefile, its other keys are beside it, and the
keys of coredns-custom are /etc/coredns/custom/*. Problems are reported at the manifest's own lines.

Exit code: 0 no problems (perhaps warnings), 1 problems, 2 something could not be read or the command line is wrong.
`;

const FORMATS = ["text", "json", "sarif", "junit"] as const;

/** How findings are printed. */
type Format = (typeof FORMATS)[number];

/** What to check, and how. */
export interface CheckOptions {
  /** Files, folders, `-`; never empty. */
  readonly paths: readonly string[];
  readonly here: boolean;
  readonly strict: boolean;
  readonly lint: boolean;
  readonly format: Format;
  readonly stdinName: string;
  readonly defaultPort: number;
  /** The release that was asked for. */
  readonly release?: AskedRelease | undefined;
}

const SWITCHES: ReadonlySet<string> = new Set(["here", "strict", "no-lint", "help", "h"]);
const VALUES: ReadonlySet<string> = new Set(["format", "stdin-name", "release", "p", "dns.port", "conf"]);
const OPTIONS = [
  "--here",
  "--strict",
  "--no-lint",
  "--format",
  "--stdin-name",
  "--release",
  "-conf",
  "-dns.port",
  "--help",
];
/** The name under which CoreDNS itself reports a Corefile from standard input. */
const STANDARD_INPUT = "/dev/stdin";

/** Reads the arguments behind `check`. Options take one dash or two, `--x VALUE` or `--x=VALUE`; `--` ends them. */
export function readCheckOptions(args: readonly string[]): CheckOptions | UsageProblem {
  const given = new Map<string, string>();
  const paths: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (argument === "--") {
      paths.push(...args.slice(at + 1));
      break;
    }
    const [, name, inlined] = /^--?([a-z][a-z.-]*)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined && !/^-./.test(argument)) {
      paths.push(argument);
    } else if (name !== undefined && SWITCHES.has(name) && inlined === undefined) {
      given.set(name, "");
    } else if (name !== undefined && VALUES.has(name)) {
      const value = inlined ?? args[++at];
      if (value === undefined) return { usageProblem: `${argument} needs a value` };
      if (name === "conf") paths.push(value);
      else given.set(name === "p" ? "dns.port" : name, value);
    } else {
      return unknownOption(argument, OPTIONS);
    }
  }
  if (given.has("help") || given.has("h")) return { usageProblem: "" };
  return checkValues(paths, given);
}

function checkValues(paths: readonly string[], given: ReadonlyMap<string, string>): CheckOptions | UsageProblem {
  const wanted = given.get("format") ?? "text";
  const format = FORMATS.find((one) => one === wanted);
  if (format === undefined) return { usageProblem: `--format ${wanted}: it is one of ${FORMATS.join(", ")}` };
  const port = given.get("dns.port") ?? "53";
  if (!/^\d+$/.test(port)) return { usageProblem: `-dns.port ${port}: a port is a number` };
  const release = askedRelease(given.get("release"));
  if (release !== undefined && "usageProblem" in release) return release;
  if (paths.includes("")) return { usageProblem: "an empty argument is not a file" };
  return {
    paths: paths.length > 0 ? paths : ["Corefile"],
    here: given.has("here"),
    strict: given.has("strict"),
    lint: !given.has("no-lint"),
    format,
    stdinName: given.get("stdin-name") ?? STANDARD_INPUT,
    defaultPort: Number(port),
    ...(release === undefined ? {} : { release }),
  };
}
