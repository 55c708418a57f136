/** `corefile-studio COMMAND`: finds the subcommand and loads nothing but that. */

interface Subcommand {
  readonly summary: string;
  /** Runs it; gives the exit code, or undefined while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>;
}

const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map(
  Object.entries<Subcommand>({
    check: {
      summary: "says what is wrong with Corefiles, also those in ConfigMaps: for terminals and CI",
      run: async (args) => (await import("./check.ts")).runCheck(args),
    },
    fmt: {
      summary: "formats Corefiles",
      run: async (args) => (await import("./fmt.ts")).runFmt(args),
    },
    serve: {
      summary: "serves a Corefile, with CoreDNS's flags",
      run: async (args) => (await import("./serve.ts")).runServe(args),
    },
    query: {
      summary: "asks a Corefile one question, and with --why tells why it answers so",
      run: async (args) => (await import("./query.ts")).runQuery(args),
    },
    lsp: {
      summary: "serves editors over the Language Server Protocol",
      run: async (args) => (await import("./lsp.ts")).runLsp(args),
    },
  }),
);

const USAGE = [
  "Usage: corefile-studio COMMAND [ARGUMENTS]",
  "",
  ...[...SUBCOMMANDS].map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`),
  "",
  "corefile-studio COMMAND --help tells more of each. The studio itself is started with npm start.",
  "",
].join("\n");

export {};

let unwritten: string | undefined;
// A reader that is gone has read enough (`corefile-studio check | head`); any other fault is told at the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unwritten ??= error.code === "ENOSPC" ? "no space left on device" : error.message;
});
process.stderr.on("error", () => undefined);

const [name, ...args] = process.argv.slice(2);
const subcommand = SUBCOMMANDS.get(name ?? "");
if (subcommand !== undefined) {
  // What is done is done: nothing that it left behind may hold the process.
  const code = await subcommand.run(args);
  if (code !== undefined) process.stdout.write("", () => setImmediate(end, code));
} else if (name === undefined || name === "help" || name === "--help" || name === "-h") {
  process.stdout.write(USAGE, () => setImmediate(end, 0));
} else {
  process.stderr.write(`corefile-studio: unknown command "${name}"\n\n${USAGE}`);
  process.exitCode = 2;
}

/** Ends with the command's code, or with 2 when what it had to say could not be written. */
function end(code: number): void {
  if (unwritten === undefined) process.exit(code);
  process.stderr.write(`corefile-studio: cannot write the output: ${unwritten}\n`, () => process.exit(2));
}
