/** The lossless tree of a Corefile that is being edited: made again where the text has changed, moved along elsewhere. */

import { changeBetween } from "../../text/text-change.ts";
import { makeTree, parseCorefile, parseItems } from "../parse.ts";
import type { CorefileTree, TopLevelNode } from "../tree.ts";
import type { Chunk } from "./chunk.ts";
import { ChunkedText } from "./chunked-text.ts";

/**
 * Parses the versions of one file. A tree is good until the next one is made: nodes that stay are the same objects,
 * which then stand elsewhere. Other than in `parseCorefile` a block that is left open ends where the next one seems to
 * begin, so that the rest of the file keeps its meaning while a block is being written.
 */
export class LiveTree {
  readonly #file: string;
  readonly #chunks: ChunkedText;
  readonly #items = new WeakMap<Chunk, readonly TopLevelNode[]>();
  #text: string;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    // A word that looks like a key is no directive, whatever directives there are.
    this.#chunks = new ChunkedText(text, { file, directives: undefined });
  }

  /** The tree of the next version. */
  parse(text: string): CorefileTree {
    this.#chunks.edit(changeBetween(this.#text, text));
    this.#text = text;
    const { chunks } = this.#chunks;
    const items = chunks.map((chunk) => this.#itemsOf(chunk));
    if (!isCutWell(chunks, items)) return parseCorefile(text, this.#file);
    return makeTree(
      { file: this.#file, text },
      {
        tokens: chunks.flatMap(({ tokens }) => tokens),
        comments: chunks.flatMap(({ comments }) => comments),
        items: items.flat(),
      },
    );
  }

  #itemsOf(chunk: Chunk): readonly TopLevelNode[] {
    const made = this.#items.get(chunk) ?? parseItems(chunk.tokens);
    this.#items.set(chunk, made);
    return made;
  }
}

/** A block without braces goes on until the end of the file, and so does one whose braces do not match. */
function isCutWell(chunks: readonly Chunk[], items: readonly (readonly TopLevelNode[])[]): boolean {
  return items.every((own, index) => {
    const last = own.at(-1);
    if (index === items.length - 1 || chunks[index]?.isOpen === true) return true;
    return last === undefined || last.kind === "import" || last.close !== undefined;
  });
}
