/** Braces that are glued to a word, or missing at the end. */
import type { Fix } from "../../corefile/edit.ts";
import type { SourceToken } from "../../corefile/token.ts";
import type { Asked } from "../asked.ts";
import { lastIndexWhere, type Parsed, rangeAt } from "../parsed.ts";

/** Fixes for a structure that does not add up. */
export function bracesFixes({ parsed, spot }: Asked): readonly Fix[] {
  const glued = gluedBefore(parsed, spot.offset);
  const parted = glued === undefined ? [] : [partBrace(parsed, glued)];
  return [...parted, ...closeAtEnd(parsed, glued === undefined ? 0 : 1)];
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
    title: `Put a blank before the brace of ${text.slice(0, -1)}`,
    edits: [{ range: rangeAt(parsed, end - 1, end - 1), text: " " }],
  };
}

/** Closes what is still open at the end of the file, with the indentation of the lines that opened it. */
function closeAtEnd(parsed: Parsed, glued: number): readonly Fix[] {
  const open: SourceToken[] = [];
  for (const token of parsed.tree.tokens) {
    if (token.raw === "{") open.push(token);
    else if (token.raw === "}") open.pop();
  }
  if (open.length <= 0 || (glued > 0 && open.length === 0)) return [];
  const { text } = parsed;
  const lines = open.toReversed().map((token) => `${indentOf(text, token.start)}}\n`);
  const lead = text === "" || text.endsWith("\n") ? "" : "\n";
  const title =
    open.length === 1 ? "Close the block at the end of the file" : `Close ${open.length} blocks at the end of the file`;
  return [{ title, edits: [{ range: rangeAt(parsed, text.length, text.length), text: lead + lines.join("") }] }];
}

function indentOf(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}
