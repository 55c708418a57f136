/** Reading one chunk of a Corefile, and whether what was read still holds when other chunks have changed. */

import type { Problem } from "../../text/problem.ts";
import type { ServerBlock } from "../configuration.ts";
import type { Imported, Importer, ImportRequest } from "../imports/importer.ts";
import { ProblemList } from "../problem-list.ts";
import { readBlocks } from "../reader.ts";
import type { ReaderOptions } from "../reader-options.ts";
import type { SourceToken } from "../token.ts";
import type { Chunk, ChunkOrigin } from "./chunk.ts";

/** What a chunk says. */
export interface ChunkRead {
  readonly blocks: readonly ServerBlock[];
  readonly errors: readonly Problem[];
  readonly advice: readonly Problem[];
  readonly remarks: readonly Problem[];
  /** The chunk ended before its last item did, so it cannot be read without those behind it. */
  readonly endsOpen: boolean;
  /** A block is open where the next one seems to begin. */
  readonly hasOpenBlocks: boolean;
  /** Words of imports are among those of its blocks. */
  readonly hasImports: boolean;
}

/** With what a chunk is read. */
export interface ChunkReading extends Pick<ReaderOptions, "environment" | "directives"> {
  readonly file: string;
  readonly importer: Importer;
  /** The chunks before it and behind it. */
  readonly previous: Chunk | undefined;
  readonly next: Chunk | undefined;
}

/** What a chunk took from others, and gave to others. */
interface Dealings {
  readonly imports: readonly { readonly request: ImportRequest; readonly imported: Imported }[];
  readonly snippets: readonly { readonly name: string; readonly tokens: readonly SourceToken[] }[];
  /** Where the chunk stood: problems name lines. */
  readonly origin: Readonly<ChunkOrigin>;
}

/** Reads a chunk, and again only when it must. */
export class ChunkReader {
  readonly #chunk: Chunk;
  #read: ChunkRead | undefined;
  #dealings: Dealings = { imports: [], snippets: [], origin: { offset: 0, lines: 0 } };

  constructor(chunk: Chunk) {
    this.#chunk = chunk;
  }

  /** What the chunk says: the same object as before when that still holds. Its snippets are defined either way. */
  read(reading: ChunkReading): ChunkRead {
    const before = this.#read;
    if (before !== undefined && this.#holds(before, reading.importer)) {
      for (const { name, tokens } of this.#dealings.snippets) reading.importer.define(name, tokens);
      return before;
    }
    this.#read = this.#readAgain(reading);
    return this.#read;
  }

  #holds({ errors, advice, remarks }: ChunkRead, importer: Importer): boolean {
    const { imports, snippets, origin } = this.#dealings;
    const hasProblems = errors.length + advice.length + remarks.length > 0;
    if (hasProblems && !isSamePlace(origin, this.#chunk.source.origin)) return false;
    if (snippets.some(({ name }) => importer.hasSnippet(name))) return false;
    return imports.every(({ request, imported }) => isSame(imported, importer.find(request)));
  }

  #readAgain({ file, environment, directives, importer, previous, next }: ChunkReading): ChunkRead {
    const { tokens, isOpen, source } = this.#chunk;
    const problems = new ProblemList(file);
    const imports: Dealings["imports"][number][] = [];
    const snippets: Dealings["snippets"][number][] = [];
    const end = isOpen ? next?.tokens[0] : undefined;
    const read = readBlocks(end === undefined ? tokens : [...tokens, ...firstLineOf(next)], {
      file,
      environment,
      directives,
      problems,
      closesOpenBlocks: true,
      before: previous?.tokens.at(-1),
      ...(end === undefined ? {} : { end }),
      find: (request) => {
        const imported = importer.find(request);
        imports.push({ request, imported });
        return imported;
      },
      counts: () => importer.counts,
      hasSnippet: (name) => importer.hasSnippet(name),
      define: (name, words) => {
        snippets.push({ name, tokens: words });
        importer.define(name, words);
      },
    });
    this.#dealings = { imports, snippets, origin: { ...source.origin } };
    const { errors, advice, warnings: remarks } = problems;
    return {
      blocks: read.blocks,
      errors,
      advice,
      remarks,
      endsOpen: read.endsOpen,
      hasOpenBlocks: read.hasOpenBlocks,
      hasImports: imports.length > 0,
    };
  }
}

function firstLineOf(chunk: Chunk | undefined): readonly SourceToken[] {
  const { tokens = [] } = chunk ?? {};
  const first = tokens[0];
  return tokens.filter(({ line }) => line === first?.line);
}

/** True when two origins are the same place. */
export function isSamePlace(a: Readonly<ChunkOrigin>, b: Readonly<ChunkOrigin>): boolean {
  return a.offset === b.offset && a.lines === b.lines;
}

function isSame(a: Imported, b: Imported): boolean {
  if (a.kind === "error") return b.kind === "error" && a.text === b.text;
  if (b.kind === "error") return false;
  const { tokens } = a;
  return (
    a.warning === b.warning &&
    (tokens === b.tokens || (tokens.length === b.tokens.length && tokens.every((token, at) => token === b.tokens[at])))
  );
}
