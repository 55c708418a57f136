/** Loads a configuration: the one entrance for whoever wants to know what CoreDNS reads from a Corefile. */
import type { Configuration, ServerBlock } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import type { CorefileFiles } from "./files.ts";
import { Importer } from "./importer.ts";
import { lex } from "./lexer.ts";
import { ProblemList } from "./problem-list.ts";
import { readBlocks } from "./reader.ts";
import { type Source, SourceToken } from "./token.ts";

/** A Corefile and its surroundings. */
export interface CorefileSource {
  /** The name under which CoreDNS reports the Corefile, also the path to which its imports are relative. */
  readonly file: string;
  readonly text: string;
  readonly files: CorefileFiles;
  readonly environment: Environment;
  /** The names of all directives of this CoreDNS; without it no name is unknown. */
  readonly directives?: ReadonlySet<string>;
  /** The tokens of this very text where they are known, as in a tree of it. */
  readonly tokens?: readonly SourceToken[];
}

/** Reads a configuration as CoreDNS does. Never throws: errors are among the problems. */
export function loadCorefile(options: CorefileSource): Configuration {
  const { file, text, files, environment, directives } = options;
  const source: Source = { file, text };
  const problems = new ProblemList(file);
  const importer = new Importer(files);
  const read = readBlocks(options.tokens ?? lex(source).tokens, {
    file,
    environment,
    directives,
    problems,
    find: (argument, from) => importer.find(argument, from),
    hasSnippet: (name) => importer.hasSnippet(name),
    define: (name, tokens) => importer.define(name, tokens),
  });
  const isDefault = read.length === 0;
  const blocks = isDefault ? [defaultBlock(source)] : read;
  return {
    file,
    blocks,
    isDefault,
    problems: problems.errors,
    warnings: problems.warnings.map(({ message }) => `[WARNING] ${message}`),
    remarks: problems.warnings,
    imported: importer.paths,
  };
}

/** What CoreDNS serves when there is no server block: every name with whoami and log. */
function defaultBlock(source: Source): ServerBlock {
  const word = (text: string): SourceToken => {
    return new SourceToken(source, text, { start: 0, end: 0, line: 1, column: 1 });
  };
  const key = word(".");
  const directives = new Map(["whoami", "log"].map((name) => [name, [word(name)]]));
  return { keys: [key], directives, at: key.range };
}
