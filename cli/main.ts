/** `corefile-studio COMMAND`: finds the subcommand and loads nothing but that. */
import { reasonOf } from "../server/host/system-words.ts";

interface Subcommand {
  readonly summary: string;
  /** Runs it; gives the exit code, or undefined while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>;
}

const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map(
  Object.entries<Subcommand>({
    start: {
      summary: "starts the studio in the browser, on a folder",
      run: async (args) => (await import("./start.ts")).runStart(args),
    },
    check: {
      summary: "checks Corefiles, also those in ConfigMaps: for terminals and CI",
      run: async (args) => (await import("./check.ts")).runCheck(args),
    },
    fmt: {
      summary: "formats Corefiles",
      run: async (args) => (await import("./fmt.ts")).runFmt(args),
    },
    effective: {
      summary: "prints a Corefile as CoreDNS reads it, with where each line comes from",
      run: async (args) => (await import("./effective.ts")).runEffective(args),
    },
    serve: {
      summary: "serves a Corefile, with CoreDNS's flags",
      run: async (args) => (await import("./serve.ts")).runServe(args),
    },
    query: {
      summary: "asks a Corefile one question; --why explains the answer",
      run: async (args) => (await import("./query.ts")).runQuery(args),
    },
    test: {
      summary: "asks the questions of dns-tests.yaml and compares the replies",
      run: async (args) => (await import("./test.ts")).runTest(args),
    },
    log: {
      summary: "reads what CoreDNS was asked and what went wrong, and asks it again",
      run: async (args) => (await import("./log.ts")).runLog(args),
    },
    diff: {
      summary: "asks two configurations the same questions and tells which answers change",
      run: async (args) => (await import("./diff.ts")).runDiff(args),
    },
    import: {
      summary: "makes a folder out of a ConfigMap, Helm values or a cluster",
      run: async (args) => (await import("./import.ts")).runImport(args),
    },
    export: {
      summary: "prints a folder's Corefile as ConfigMap or manifests",
      run: async (args) => (await import("./export.ts")).runExport(args),
    },
    diagram: {
      summary: "draws the chain of a Corefile, as Mermaid or SVG",
      run: async (args) => (await import("./diagram.ts")).runDiagram(args),
    },
    lsp: {
      summary: "serves editors over the Language Server Protocol",
      run: async (args) => (await import("./lsp.ts")).runLsp(args),
    },
  }),
);

const COMMAND = "corefile-studio";
const USAGE = [
  `Usage: ${COMMAND} COMMAND [ARGUMENTS]`,
  "",
  ...[...SUBCOMMANDS].map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`),
  "",
  `  --version  which release this is, and which CoreDNS it follows`,
  "",
  `${COMMAND} COMMAND --help says more about each.`,
  "",
].join("\n");
const HELP: ReadonlySet<string> = new Set(["help", "--help", "-help", "-h"]);
const VERSION: ReadonlySet<string> = new Set(["version", "--version", "-version", "-v"]);

let unwritten: string | undefined;
// A reader that is gone has read enough (`corefile-studio check | head`); any other fault is told at the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unwritten ??= reasonOf(error);
});
process.stderr.on("error", () => undefined);

// What is done is done: nothing that it left behind may hold the process.
const code = await run(process.argv.slice(2));
if (code !== undefined) process.stdout.write("", () => setImmediate(end, code));

/** Runs what the command line says; gives the exit code, or undefined while it goes on. */
async function run([name, ...args]: readonly string[]): Promise<number | undefined> {
  const subcommand = SUBCOMMANDS.get(name ?? "");
  if (subcommand !== undefined) return subcommand.run(args);
  if (name === undefined || HELP.has(name)) return help(args[0]);
  if (VERSION.has(name)) {
    process.stdout.write((await import("./serve/banner.ts")).versionText());
    return 0;
  }
  return complain(name);
}

/** `help check` is `check --help`. */
async function help(about: string | undefined): Promise<number | undefined> {
  const subcommand = SUBCOMMANDS.get(about ?? "");
  if (subcommand !== undefined) return subcommand.run(["--help"]);
  if (about !== undefined) return complain(about);
  process.stdout.write(USAGE);
  return 0;
}

/** People type the name of a file, or a command that is spelled otherwise. */
async function complain(word: string): Promise<number> {
  const { usageLine, didYouMean } = await import("./usage.ts");
  const { existsSync } = await import("node:fs");
  const isOption = word.startsWith("-");
  const meant = isOption ? "" : didYouMean(word, [...SUBCOMMANDS.keys(), "version", "help"]);
  const hint = meant === "" && !isOption && existsSync(word) ? `, did you mean check ${word}?` : meant;
  process.stderr.write(usageLine(COMMAND, `unknown ${isOption ? "option" : "command"} ${word}${hint}`));
  return 2;
}

/** Ends with the command's code, or with 2 when what it had to say could not be written. */
function end(code: number): void {
  if (unwritten === undefined) process.exit(code);
  process.stderr.write(`corefile-studio: cannot write the output: ${unwritten}\n`, () => process.exit(2));
}
