/** Where in a Corefile a cursor stands: what was written before it on its line, and in whose block. */
import { lineDistance } from "../corefile/cursor.ts";
import { lex } from "../corefile/lexer.ts";
import type { SourceToken } from "../corefile/token.ts";

export interface Place {
  /** 0 outside of blocks, 1 in a server block, 2 in a directive's block. */
  readonly depth: number;
  /** The directive of the line at depth 1, and of the block at depth 2. */
  readonly directive: string | undefined;
  /** The words of the line before the one at the cursor; at depth 1 and 2 the first is the directive or property. */
  readonly words: readonly string[];
  /** The word that the cursor is in or behind, up to the cursor. */
  readonly partial: string;
}

/** Finds the place of an offset; undefined in comments and quotes, where nothing is to be offered. */
export function placeAt(text: string, offset: number): Place | undefined {
  const before = text.slice(0, offset);
  const { tokens, comments } = lex({ file: "", text: before });
  const lastComment = comments.at(-1);
  const last = tokens.at(-1);
  if (lastComment !== undefined && lastComment.end >= before.length) return undefined;
  if (last !== undefined && isOpenQuote(last)) return undefined;
  const isInWord = last !== undefined && last.end === before.length && !isBrace(last);
  const settled = isInWord ? tokens.slice(0, -1) : tokens;
  const walk = walkTo(settled);
  const isNewLine = last !== undefined && isAfterLineBreak({ before, settled, current: isInWord ? last : undefined });
  const words = isNewLine ? [] : walk.line;
  const directive = walk.depth === 1 ? words[0] : walk.depth >= 2 ? walk.owner : undefined;
  return { depth: walk.depth, directive, words, partial: isInWord ? last.text : "" };
}

/** True for a quoted word that the text ends in. */
const isOpenQuote = ({ raw }: SourceToken): boolean => raw.startsWith('"') && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw);

const isBrace = ({ text }: SourceToken): boolean => text === "{" || text === "}";

interface Walk {
  readonly depth: number;
  readonly line: readonly string[];
  /** The directive in whose block the walk ended. */
  readonly owner: string | undefined;
}

function walkTo(tokens: readonly SourceToken[]): Walk {
  let depth = 0;
  let line: string[] = [];
  let owner: string | undefined;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (previous !== undefined && lineDistance(previous, token) !== 0) line = [];
    if (token.text === "{") {
      if (depth === 1) owner = line[0];
      depth += 1;
      line = [];
    } else if (token.text === "}") {
      depth = Math.max(0, depth - 1);
      line = [];
    } else line.push(token.text);
  });
  return { depth, line, owner };
}

/** True when a line break stands between the last settled word and the cursor, or the word at it. */
function isAfterLineBreak(where: {
  readonly before: string;
  readonly settled: readonly SourceToken[];
  readonly current: SourceToken | undefined;
}): boolean {
  const { before, settled, current } = where;
  const end = settled.at(-1)?.end ?? 0;
  return before.slice(end, current?.start ?? before.length).includes("\n");
}
