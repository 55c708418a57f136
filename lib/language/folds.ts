/** What an editor may fold away: blocks, and runs of comments. */
import type { SourceToken } from "../corefile/token.ts";
import { type Parsed, parsedFile, positionAt } from "./corefile/parsed.ts";
import type { LanguageWorkspace } from "./workspace.ts";

/** Lines, counted from 1, of which the first stays visible. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "block" | "comment";
}

/** All folds of a file, by the line in which they start. */
export function getFolds(workspace: LanguageWorkspace, file: string): readonly Fold[] {
  const parsed = parsedFile(workspace, file);
  if (parsed === undefined) return [];
  return [...blocks(parsed), ...comments(parsed)].sort((left, right) => left.startLine - right.startLine);
}

/** Braces as they stand; one that is not closed folds to the end. */
function blocks({ tree, text, lines }: Parsed): readonly Fold[] {
  const folds: Fold[] = [];
  const open: SourceToken[] = [];
  const add = (from: SourceToken, endLine: number): void => {
    if (endLine > from.line) folds.push({ startLine: from.line, endLine, kind: "block" });
  };
  for (const token of tree.tokens) {
    if (token.raw === "{") open.push(token);
    else if (token.raw === "}") {
      const opening = open.pop();
      if (opening !== undefined) add(opening, token.line - 1);
    }
  }
  const lastLine = text.endsWith("\n") ? lines.lineCount - 1 : lines.lineCount;
  for (const opening of open) add(opening, lastLine);
  return folds;
}

/** Comments on lines of their own, one right below the other. */
function comments(parsed: Parsed): readonly Fold[] {
  const folds: Fold[] = [];
  let first = 0;
  let last = -1;
  const flush = (): void => {
    if (last > first && first > 0) folds.push({ startLine: first, endLine: last, kind: "comment" });
  };
  for (const { start, line } of parsed.tree.comments) {
    const { column } = positionAt(parsed, start);
    const isAlone = parsed.text.slice(start - column + 1, start).trim() === "";
    if (!isAlone) continue;
    if (line !== last + 1) {
      flush();
      first = line;
    }
    last = line;
  }
  flush();
  return folds;
}
