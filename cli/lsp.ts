/** `corefile-studio lsp`: the language server, on standard input and output. */
import { createConnection } from "vscode-languageserver/node";
import { startLanguageServer } from "../server/language-server/language-server.ts";
import { ownVersion } from "./own-version.ts";
import { usageLine } from "./usage.ts";

const USAGE = `Usage: corefile-studio lsp [--stdio]

Serves the Language Server Protocol on standard input and output, for editors: problems, completion, hover, argument
hints, definitions, uses, renaming, outline, folding, colours, links, formatting and quick fixes for Corefiles, zone
files and hosts files. docs/editors.md says how editors start it.
`;

/** Runs the subcommand; undefined while it serves. */
export async function runLsp(args: readonly string[]): Promise<number | undefined> {
  const unknown = args.find((argument) => argument !== "--stdio" && !/^--clientProcessId=\d+$/.test(argument));
  if (unknown === "--help" || unknown === "-h") {
    process.stdout.write(USAGE);
    return 0;
  }
  if (unknown !== undefined) {
    process.stderr.write(usageLine("corefile-studio lsp", `unknown argument ${unknown}`));
    return 2;
  }
  // Without its editor a language server has nobody to serve.
  process.stdout.on("error", () => process.exit(0));
  startLanguageServer(createConnection(process.stdin, process.stdout), ownVersion());
  return undefined;
}
