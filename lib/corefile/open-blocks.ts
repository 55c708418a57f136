/** Blocks that are left open: where the next one seems to begin within one, and what is said of that. */
import type { Fix } from "../text/edit.ts";
import { beginsBlock } from "./begins-block.ts";
import type { ReaderOptions } from "./reader-options.ts";
import type { SourceToken } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";

/** What a reader asks while it is in a block. */
export class OpenBlocks {
  readonly #stream: TokenStream;
  readonly #options: ReaderOptions;
  /** Something looked like the next server block within one. */
  found = false;
  /** The reader itself closes the block that it is in: the current token is the first of the next one. */
  isAtNext = false;

  constructor(stream: TokenStream, options: ReaderOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  /** Whether the next server block begins here although one is open, and the reader may close that. */
  closesHere(): boolean {
    const { token } = this.#stream;
    if (token?.file !== this.#options.file) return false;
    if (!beginsBlock(this.#stream, this.#stream.index, this.#options.directives)) return false;
    this.found = true;
    this.isAtNext = this.#options.closesOpenBlocks === true;
    return this.isAtNext;
  }

  /** Says which block was closed by the reader, `first` being its first word, and lets the next one begin. */
  closeBeforeNext(first: SourceToken | undefined): void {
    const next = this.#stream.token;
    this.#stream.back();
    if (next === undefined || first === undefined) return;
    const { file, start } = next.range;
    const fix: Fix = { title: "Close the block", edits: [{ range: { file, start, end: start }, text: "}\n" }] };
    this.#options.problems.openBlock(first, next, fix);
  }
}
