/** A Corefile that is being edited, as chunks: an edit makes again only those that it touches, and moves the others. */

import type { TextChange } from "../../text/text-change.ts";
import { type Chunk, type ChunkOrigin, cutChunks } from "./chunk.ts";

/** What a chunked text is about. */
export interface ChunkedTextOptions {
  /** The name under which CoreDNS reports its lines. */
  readonly file: string;
  /** The words that are directives; without it every word may be one. */
  readonly directives: ReadonlySet<string> | undefined;
}

/** The chunks of a text, through all its changes. Chunks that a change does not touch stay the same objects. */
export class ChunkedText {
  readonly #options: ChunkedTextOptions;
  #chunks: Chunk[];

  constructor(text: string, options: ChunkedTextOptions) {
    this.#options = options;
    this.#chunks = [...this.#cut(text, { offset: 0, lines: 0 })];
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  /** The whole text. */
  get text(): string {
    return this.#chunks.map(({ source }) => source.text).join("");
  }

  /** How many characters the text has. */
  get length(): number {
    const last = this.#chunks.at(-1);
    return last === undefined ? 0 : last.source.origin.offset + last.source.text.length;
  }

  /** Changes the text. Offsets beyond its end count as its end. */
  edit({ offset, removed, inserted }: TextChange): void {
    const chunks = this.#chunks;
    let first = this.#indexAt(offset);
    // Whether a block is open depends on the line behind it.
    while (first > 0 && chunks[first - 1]?.isOpen === true) first--;
    const origin = chunks[first]?.source.origin ?? { offset: 0, lines: 0 };
    const last = this.#indexAt(offset + removed);
    const old = chunks.slice(first, last + 1).map(({ source }) => source.text);
    const before = old.join("");
    const at = offset - origin.offset;
    const after = before.slice(0, at) + inserted + before.slice(at + removed);
    const { made, next } = this.#recut(after, { origin, next: last + 1 });
    this.#chunks = chunks.slice(0, first).concat(made, chunks.slice(next));
    this.#move(first + made.length);
  }

  /** Cuts a changed stretch; takes in chunks behind it until it ends where one of them starts. */
  #recut(
    stretch: string,
    { origin, next: behind }: { readonly origin: ChunkOrigin; readonly next: number },
  ): { readonly made: readonly Chunk[]; readonly next: number } {
    let text = stretch;
    let next = behind;
    for (let count = 1; ; count *= 4) {
      const following = this.#chunks[next];
      if (following === undefined) return { made: this.#cut(text, origin), next };
      const made = this.#cut(text + following.source.text, origin);
      const kept = made.findIndex((chunk) => chunk.source.origin.offset === origin.offset + text.length);
      if (kept >= 0) return { made: made.slice(0, kept), next };
      const more = this.#chunks.slice(next, next + count);
      text += more.map(({ source }) => source.text).join("");
      next += more.length;
    }
  }

  #cut(text: string, { offset, lines }: ChunkOrigin): readonly Chunk[] {
    return cutChunks(text, { ...this.#options, origin: { offset, lines } });
  }

  /** The chunk that an offset is in; of two that meet there the second. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.source.origin.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Tells the chunks from an index on where they are now. */
  #move(from: number): void {
    const before = this.#chunks[from - 1];
    if (before === undefined) return;
    let offset = before.source.origin.offset + before.source.text.length;
    let lines = before.source.origin.lines + before.lines;
    for (let index = from; index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index];
      if (chunk === undefined) return;
      if (chunk.source.origin.offset === offset && chunk.source.origin.lines === lines) return;
      chunk.source.origin.offset = offset;
      chunk.source.origin.lines = lines;
      offset += chunk.source.text.length;
      lines += chunk.lines;
    }
  }
}
