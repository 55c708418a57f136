/** A Corefile that is being edited: read again after each change, at the cost of what has changed. */

import type { Problem } from "../../text/problem.ts";
import type { TextChange } from "../../text/text-change.ts";
import type { Environment } from "../imports/environment.ts";
import type { CorefileFiles } from "../imports/files.ts";
import { Importer, type LexedFiles } from "../imports/importer.ts";
import { loadCorefile } from "../load.ts";
import { ProblemList } from "../problem-list.ts";
import { readBlocks } from "../reader.ts";
import type { Chunk, ChunkOrigin } from "./chunk.ts";
import { type ChunkRead, ChunkReader } from "./chunk-read.ts";
import { ChunkedText } from "./chunked-text.ts";

const START: Readonly<ChunkOrigin> = { offset: 0, lines: 0 };

/** What a Corefile that is being edited is read with. */
export interface LiveCorefileOptions {
  readonly file: string;
  /** The words that are directives; without it no word is unknown. */
  readonly directives: ReadonlySet<string> | undefined;
  readonly environment: Environment | undefined;
}

/** A stretch of the Corefile with its server blocks; the same object as before when nothing in it has changed. */
export interface LivePart extends Pick<ChunkRead, "blocks" | "hasImports"> {
  /** Where the stretch starts: the places of its words move with it. */
  readonly origin: Readonly<ChunkOrigin>;
}

/** What the Corefile says now. */
export interface LiveReading {
  readonly parts: readonly LivePart[];
  /** The problems of `Configuration`, in their order. */
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
}

/** A text, its changes, and what it says: the same as `loadCorefile` says of the whole text. */
export class LiveCorefile {
  readonly #options: LiveCorefileOptions;
  readonly #text: ChunkedText;
  readonly #readers = new WeakMap<Chunk, ChunkReader>();
  readonly #parts = new WeakMap<ChunkRead, LivePart>();
  readonly #lexed: LexedFiles = new Map();

  constructor(text: string, options: LiveCorefileOptions) {
    this.#options = options;
    this.#text = new ChunkedText(text, options);
  }

  get text(): string {
    return this.#text.text;
  }

  get length(): number {
    return this.#text.length;
  }

  edit(change: TextChange): void {
    this.#text.edit(change);
  }

  /** Reads what has changed since the last time, imports included. */
  read(files: CorefileFiles): LiveReading {
    const { chunks } = this.#text;
    const reads = this.#readChunks(chunks, new Importer(files, this.#lexed));
    if (reads.some(({ endsOpen }, index) => endsOpen && index < reads.length - 1)) return this.#readWhole(files);
    const errors = reads.flatMap((read) => read.errors);
    const advice = reads.flatMap((read) => read.advice);
    const firstOpen = reads.findIndex(({ hasOpenBlocks }) => hasOpenBlocks);
    const refusal = firstOpen < 0 ? undefined : this.#refusal({ firstOpen, reads, files });
    if (firstOpen >= 0 && refusal === undefined) return this.#readWhole(files);
    const others = errors.filter(({ message }) => message !== refusal?.message);
    return {
      parts: reads.map((read, index) => this.#partOf(read, chunks[index])),
      problems: [...(refusal === undefined ? errors : [refusal, ...others]), ...advice],
      remarks: reads.flatMap((read) => read.remarks),
    };
  }

  #readChunks(chunks: readonly Chunk[], importer: Importer): readonly ChunkRead[] {
    const { chunks: all } = this.#text;
    return chunks.map((chunk, index) => {
      const reader = this.#readers.get(chunk) ?? new ChunkReader(chunk);
      this.#readers.set(chunk, reader);
      return reader.read({ ...this.#options, importer, previous: all[index - 1], next: all[index + 1] });
    });
  }

  /** The error with which CoreDNS ends when a block is left open; undefined when it takes that, after all. */
  #refusal({
    firstOpen,
    reads,
    files,
  }: {
    readonly firstOpen: number;
    readonly reads: readonly ChunkRead[];
    readonly files: CorefileFiles;
  }): Problem | undefined {
    const [earlier] = reads.slice(0, firstOpen).flatMap(({ errors }) => errors);
    if (earlier !== undefined) return earlier;
    const { chunks } = this.#text;
    const importer = new Importer(files, this.#lexed);
    this.#readChunks(chunks.slice(0, firstOpen), importer);
    const problems = new ProblemList(this.#options.file);
    const tokens = chunks.slice(firstOpen).flatMap((chunk) => chunk.tokens);
    readBlocks(tokens, {
      ...this.#options,
      problems,
      endsAtError: true,
      before: chunks[firstOpen - 1]?.tokens.at(-1),
      find: (request) => importer.find(request),
      counts: () => importer.counts,
      hasSnippet: (name) => importer.hasSnippet(name),
      define: (name, words) => importer.define(name, words),
    });
    return problems.errors[0];
  }

  #partOf(read: ChunkRead, chunk: Chunk | undefined): LivePart {
    const part = this.#parts.get(read) ?? { ...read, origin: chunk?.source.origin ?? START };
    this.#parts.set(read, part);
    return part;
  }

  /** Some texts cannot be read chunk by chunk: a server block without braces, for one. */
  #readWhole(files: CorefileFiles): LiveReading {
    const { blocks, isDefault, problems, remarks } = loadCorefile({ ...this.#options, text: this.text, files });
    return {
      parts: isDefault ? [] : [{ blocks, hasImports: true, origin: START }],
      problems,
      remarks,
    };
  }
}
