/**
 * Parsed texts: the service keeps the tree of each file until its text changes. Then what has not changed moves along:
 * only the newest tree of a file stands where its text says.
 */

import { lex } from "../../corefile/lexer.ts";
import { LiveTree } from "../../corefile/live/live-tree.ts";
import type { CorefileTree, ServerBlockNode } from "../../corefile/tree.ts";
import { readBody } from "../../corefile/tree-body.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { Position, Range } from "../../text/position.ts";
import type { LanguageService } from "../service.ts";
import type { LanguageWorkspace } from "../workspace.ts";

/** How a file is read: as a whole Corefile, or as lines that an import puts into a block. */
export type ReadAs = "corefile" | "lines";

/** A text and its tree. */
export interface Parsed {
  readonly file: string;
  readonly text: string;
  readonly readAs: ReadAs;
  readonly tree: CorefileTree;
  readonly lines: LineIndex;
}

/** A tree, and how the next one of its file comes out of it. */
export interface KeptTree {
  readonly parsed: Parsed;
  readonly live: LiveTree | undefined;
}

/** The tree of a file; undefined when it cannot be read. */
export function parsedFile(
  { files, service }: Pick<LanguageWorkspace, "files" | "service">,
  file: string,
  readAs: ReadAs = "corefile",
): Parsed | undefined {
  const text = files.read(file);
  return typeof text === "string" ? parsedText(service, { file, text, readAs }) : undefined;
}

/** The tree of a text. The same text of the same file is parsed once. */
export function parsedText(
  { trees }: LanguageService,
  { file, text, readAs = "corefile" }: { readonly file: string; readonly text: string; readonly readAs?: ReadAs },
): Parsed {
  const key = `${readAs} ${file}`;
  const known = trees.get(key);
  if (known?.parsed.text === text) return known.parsed;
  const live = readAs === "corefile" ? (known?.live ?? new LiveTree(file, text)) : undefined;
  const parsed = parse(file, text, live);
  trees.set(key, { parsed, live });
  return parsed;
}

function parse(file: string, text: string, live: LiveTree | undefined): Parsed {
  const tree = live === undefined ? parseLines(text, file) : live.parse(text);
  let lines: LineIndex | undefined;
  return {
    file,
    text,
    readAs: live === undefined ? "lines" : "corefile",
    tree,
    get lines() {
      lines ??= new LineIndex(file, text);
      return lines;
    },
  };
}

/** Lines without a server block around them; a brace too many starts another stretch of lines. */
function parseLines(text: string, file: string): CorefileTree {
  const source = { file, text };
  const { tokens, comments } = lex(source);
  const items: ServerBlockNode[] = [];
  for (let at = 0; at < tokens.length; ) {
    const body = readBody(tokens, at);
    const first = tokens[at];
    const last = tokens[body.next - 1];
    if (first === undefined || last === undefined) break;
    items.push({ kind: "server block", keys: [], open: undefined, body: body.lines, close: body.close, first, last });
    at = body.next;
  }
  return { source, tokens, comments, items, errors: [] };
}

/** Line and column of an offset; one beyond the text is its end. */
export function positionAt({ text, lines }: Parsed, offset: number): Position {
  return lines.position(Math.max(0, Math.min(offset, text.length)));
}

/** The range between two offsets. */
export function rangeAt(parsed: Parsed, start: number, end: number): Range {
  return { file: parsed.file, start: positionAt(parsed, start), end: positionAt(parsed, end) };
}

/** The index of the last element for which a test holds that holds for the first few only; -1 when there is none. */
export function lastIndexWhere<T>(list: readonly T[], holds: (element: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element !== undefined && holds(element)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
