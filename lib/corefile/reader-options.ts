/** What a reader of tokens is given, and what it gives back. */
import type { ServerBlock } from "./configuration.ts";
import type { Environment } from "./imports/environment.ts";
import type { ImportCounts } from "./imports/import-loops.ts";
import type { Imported, ImportRequest } from "./imports/importer.ts";
import type { ProblemList } from "./problem-list.ts";
import type { SourceToken } from "./token.ts";

/** What the reader asks of the world around it. */
export interface ReaderOptions {
  readonly file: string;
  /** Without it references to variables stay as they are. */
  readonly environment: Environment | undefined;
  /** The directives that CoreDNS knows; without it every word may be one. */
  readonly directives: ReadonlySet<string> | undefined;
  readonly problems: ProblemList;
  /** Closes blocks that are open where the next server block seems to begin; CoreDNS does not. */
  readonly closesOpenBlocks?: boolean;
  /** Reads no further than the first error. */
  readonly endsAtError?: boolean;
  /** The token before the first one, when the tokens are a part of a text. */
  readonly before?: SourceToken | undefined;
  /** The token before which reading ends, unless it stands in a block. */
  readonly end?: SourceToken;
  /** What an import stands for. */
  find(request: ImportRequest): Imported;
  /** What has been counted until now. */
  counts(): ImportCounts;
  hasSnippet(name: string): boolean;
  /** Keeps a snippet unless there is one of that name. */
  define(name: string, tokens: readonly SourceToken[]): void;
}

/** What was read. */
export interface BlocksRead {
  readonly blocks: readonly ServerBlock[];
  /** Within an open block something looked like the next server block. */
  readonly hasOpenBlocks: boolean;
  /** The text ended before the last item did. */
  readonly endsOpen: boolean;
}
