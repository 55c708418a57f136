/** Places in the protocol's form: lines and characters from 0, characters in UTF-16 units as ours. */
import type {
  CreateFile,
  Position,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Fix, TextEdit as OwnEdit } from "../../lib/text/edit.ts";
import type { Position as OwnPosition, Range as OwnRange } from "../../lib/text/position.ts";

function toPosition({ line, column }: OwnPosition): Position {
  return { line: Math.max(0, line - 1), character: Math.max(0, column - 1) };
}

/** A range without its file. */
export function toRange({ start, end }: Pick<OwnRange, "start" | "end">): Range {
  return { start: toPosition(start), end: toPosition(end) };
}

/** Edits of one file. */
export function toTextEdits(edits: readonly OwnEdit[]): TextEdit[] {
  return edits.map(({ range, text }) => ({ range: toRange(range), newText: text }));
}

/** The files that a fix makes, with their texts, before its other edits. */
export function toFileEdit({ edits, creates = [] }: Fix, uriOf: (file: string) => string): WorkspaceEdit {
  const byFile = Map.groupBy(edits, ({ range }) => uriOf(range.file));
  return {
    documentChanges: [
      ...creates.flatMap(({ file, text }): (CreateFile | TextDocumentEdit)[] => {
        const uri = uriOf(file);
        const start = { line: 0, character: 0 };
        const edit = { range: { start, end: start }, newText: text };
        return [
          { kind: "create", uri, options: { ignoreIfExists: true } },
          { textDocument: { uri, version: null }, edits: [edit] },
        ];
      }),
      ...[...byFile].map(
        ([uri, ofFile]): TextDocumentEdit => ({ textDocument: { uri, version: null }, edits: toTextEdits(ofFile) }),
      ),
    ],
  };
}

/** Edits of any files; `uriOf` names them. */
export function toWorkspaceEdit(edits: readonly OwnEdit[], uriOf: (file: string) => string): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    const uri = uriOf(edit.range.file);
    const there = changes[uri] ?? [];
    for (const textEdit of toTextEdits([edit])) there.push(textEdit);
    changes[uri] = there;
  }
  return { changes };
}
