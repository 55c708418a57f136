/**
 * Cuts a Corefile into chunks that can be read one by one: server blocks, snippets and imports with the blank lines and
 * comments before them. A chunk starts at the start of a line, where the item before it has ended.
 */
import { beginsBlock } from "../begins-block.ts";
import { lineDistance } from "../cursor.ts";
import { lex } from "../lexer.ts";
import { countLineBreaks, type Source, type SourceToken } from "../token.ts";
import type { Comment } from "../tree.ts";

/** Where a chunk starts in its file; moves when text before it changes. */
export interface ChunkOrigin {
  offset: number;
  lines: number;
}

/** A part of a Corefile. */
export interface Chunk {
  readonly source: Source & { readonly origin: ChunkOrigin };
  readonly tokens: readonly SourceToken[];
  readonly comments: readonly Comment[];
  /** How many line breaks its text has. */
  readonly lines: number;
  /** Its last block is left open: the chunk behind it begins with what looks like the next one. */
  readonly isOpen: boolean;
}

/** What a text is cut for. */
export interface CutOptions {
  readonly file: string;
  /** Where the text starts in the file. */
  readonly origin: Readonly<ChunkOrigin>;
  /** Words that are no keys, whatever they look like. */
  readonly directives: ReadonlySet<string> | undefined;
}

/** Cuts a text that starts where an item may start. Together the chunks are the text. */
export function cutChunks(text: string, options: CutOptions): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let { offset, lines } = options.origin;
  let from = 0;
  for (const { at, isOpen } of [...findCuts(text, options), { at: text.length, isOpen: false }]) {
    if (at === from && chunks.length > 0) break;
    const chunk = makeChunk(text.slice(from, at), { file: options.file, origin: { offset, lines }, isOpen });
    chunks.push(chunk);
    offset += at - from;
    lines += chunk.lines;
    from = at;
  }
  return chunks;
}

/** A place between two chunks. */
interface Cut {
  readonly at: number;
  readonly isOpen: boolean;
}

function findCuts(text: string, { file, origin, directives }: CutOptions): readonly Cut[] {
  const { tokens } = lex({ file, text, origin: { offset: origin.offset, lines: 0 } });
  const cuts: Cut[] = [];
  let depth = 0;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (before !== undefined && lineDistance(before, token) > 0) {
      const isOpen = depth > 0;
      const isCut = isOpen ? beginsBlock(tokens, index, directives) : before.text === "}";
      if (isCut) {
        // What is open ends right before the next item; blank lines and comments belong to what follows otherwise.
        const at = isOpen ? token.start - origin.offset : text.indexOf("\n", before.end - origin.offset) + 1;
        cuts.push({ at, isOpen });
        depth = 0;
      }
    }
    if (token.text === "{") depth++;
    else if (token.text === "}") depth = Math.max(0, depth - 1);
  });
  return cuts;
}

function makeChunk(
  text: string,
  { file, origin, isOpen }: { readonly file: string; readonly origin: ChunkOrigin; readonly isOpen: boolean },
): Chunk {
  const source = { file, text, origin };
  return { source, ...lexed(source), lines: countLineBreaks(text), isOpen };
}

function lexed(source: Source): Pick<Chunk, "tokens" | "comments"> {
  const { tokens, comments } = lex(source);
  return { tokens, comments };
}
