/** Loads a configuration: the one entrance for whoever wants to know what CoreDNS reads from a Corefile. */
import type { Configuration, ServerBlock } from "./configuration.ts";
import type { Environment } from "./imports/environment.ts";
import type { CorefileFiles } from "./imports/files.ts";
import { Importer } from "./imports/importer.ts";
import { lex } from "./lexer.ts";
import { ProblemList } from "./problem-list.ts";
import { readBlocks } from "./reader.ts";
import type { ReaderOptions } from "./reader-options.ts";
import { type Source, SourceToken } from "./token.ts";
import type { SchemeTransport } from "./zone-address.ts";

/** A Corefile and its surroundings. */
export interface CorefileSource {
  /** The name under which CoreDNS reports the Corefile, also the path to which its imports are relative. */
  readonly file: string;
  readonly text: string;
  readonly files: CorefileFiles;
  /** Without it references to variables stay as they are. */
  readonly environment: Environment | undefined;
  /** The names of all directives of this CoreDNS; without it no name is unknown. */
  readonly directives?: ReadonlySet<string> | undefined;
  /** The schemes of keys that this CoreDNS knows; all without it. */
  readonly schemes?: readonly SchemeTransport[] | undefined;
  /** The tokens of this very text where they are known, as in a tree of it. */
  readonly tokens?: readonly SourceToken[];
}

/** Reads a configuration as CoreDNS does. Never throws: errors are among the problems. */
export function loadCorefile(options: CorefileSource): Configuration {
  const { file, text } = options;
  const source: Source = { file, text };
  const tokens = options.tokens ?? lex(source).tokens;
  const strict = readAll(tokens, options, {});
  const [refusal] = strict.problems.errors;
  const hasLostBlocks = refusal !== undefined && strict.hasOpenBlocks;
  const read = hasLostBlocks ? readAll(tokens, options, { closesOpenBlocks: true }) : strict;
  const { problems, importer } = read;
  const errors = hasLostBlocks
    ? [refusal, ...problems.errors.filter(({ message }) => message !== refusal.message)]
    : problems.errors;
  const isDefault = read.blocks.length === 0;
  return {
    file,
    blocks: isDefault ? [defaultBlock(source)] : read.blocks,
    isDefault,
    problems: [...errors, ...problems.advice],
    warnings: problems.warnings.map(({ message }) => `[WARNING] ${message}`),
    remarks: problems.warnings,
    schemes: options.schemes,
    imported: importer.paths,
  };
}

/** Reads all tokens as CoreDNS does, or so that open blocks do not swallow those behind them. */
function readAll(
  tokens: readonly SourceToken[],
  { file, files, environment, directives }: CorefileSource,
  how: Pick<ReaderOptions, "closesOpenBlocks">,
) {
  const problems = new ProblemList(file);
  const importer = new Importer(files);
  const read = readBlocks(tokens, {
    ...how,
    file,
    environment,
    directives,
    problems,
    find: (request) => importer.find(request),
    counts: () => importer.counts,
    hasSnippet: (name) => importer.hasSnippet(name),
    define: (name, tokens) => importer.define(name, tokens),
  });
  return { ...read, problems, importer };
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
