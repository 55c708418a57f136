/** Braces that are glued to a word, or missing. */

import { beginsBlock } from "../../corefile/begins-block.ts";
import type { SourceToken } from "../../corefile/token.ts";
import type { Fix } from "../../text/edit.ts";
import type { Asked } from "../corefile/asked.ts";
import { lastIndexWhere, type Parsed, rangeAt } from "../corefile/parsed.ts";

/** Fixes for a structure that does not add up. */
export function bracesFixes({ parsed, spot }: Asked): readonly Fix[] {
  const glued = gluedBefore(parsed, spot.offset);
  const parted = glued === undefined ? [] : [partBrace(parsed, glued)];
  return [...parted, ...closeOpen(parsed)];
}

/** The last word up to a place that ends in a brace which belongs to nothing. */
function gluedBefore({ tree }: Parsed, offset: number): SourceToken | undefined {
  for (let at = lastIndexWhere(tree.tokens, ({ start }) => start <= offset); at >= 0; at--) {
    const token = tree.tokens[at];
    if (token !== undefined && isGlued(token)) return token;
  }
  return undefined;
}

function isGlued({ raw, text }: SourceToken): boolean {
  return raw === text && /^[^{}]+\{$/.test(text);
}

function partBrace(parsed: Parsed, { end, text }: SourceToken): Fix {
  return {
    title: `Put a space before the brace of ${text.slice(0, -1)}`,
    edits: [{ range: rangeAt(parsed, end - 1, end - 1), text: " " }],
  };
}

/** Closes what is open where the next server block seems to begin, else at the end of the file. */
function closeOpen(parsed: Parsed): readonly Fix[] {
  const { tokens } = parsed.tree;
  const open: SourceToken[] = [];
  for (const [index, token] of tokens.entries()) {
    if (open.length > 0 && beginsBlock(tokens, index, undefined)) {
      return [closeAt(parsed, open, { offset: token.start, where: `before ${token.text}` })];
    }
    if (token.raw === "{") open.push(token);
    else if (token.raw === "}") open.pop();
  }
  if (open.length === 0) return [];
  return [closeAt(parsed, open, { offset: parsed.text.length, where: "at the end of the file" })];
}

interface ClosingPlace {
  readonly offset: number;
  readonly where: string;
}

/** Closing braces with the indentation of the lines that opened. */
function closeAt(parsed: Parsed, open: readonly SourceToken[], { offset, where }: ClosingPlace): Fix {
  const { text } = parsed;
  const lines = open.toReversed().map((token) => `${indentOf(text, token.start)}}\n`);
  const lead = offset === 0 || text.charAt(offset - 1) === "\n" ? "" : "\n";
  const what = open.length === 1 ? "the block" : `${open.length} blocks`;
  return {
    title: `Close ${what} ${where}`,
    edits: [{ range: rangeAt(parsed, offset, offset), text: lead + lines.join("") }],
  };
}

function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}
