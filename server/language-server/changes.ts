/** Formatting and quick fixes over the protocol. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type DocumentFormattingParams,
  type DocumentRangeFormattingParams,
  type TextEdit,
} from "vscode-languageserver/node";
import { getFixes } from "../../lib/language/fixes.ts";
import { getFormatEdits, type LineSpan } from "../../lib/language/format-edits.ts";
import { getHostsFormatEdits } from "../../lib/language/hosts-file/format.ts";
import { getZoneFormatEdits } from "../../lib/language/zone-file/format.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { toDiagnostic } from "./diagnostics.ts";
import { toFileEdit, toTextEdits, toWorkspaceEdit } from "./protocol-places.ts";
import { answering, askDocument, type ServerSession } from "./session.ts";

/** Answers `textDocument/formatting` and `textDocument/rangeFormatting`. */
export function serveFormatting(session: ServerSession): void {
  const format = (uri: string, lines?: LineSpan): TextEdit[] => {
    const { kind, workspace, file } = askDocument(session, uri);
    if (kind === "corefile") return toTextEdits(getFormatEdits(workspace, file, lines));
    if (kind === "zone-file") return toTextEdits(getZoneFormatEdits(workspace, file, lines));
    return kind === "hosts-file" ? toTextEdits(getHostsFormatEdits(workspace, file, lines)) : [];
  };
  session.connection.onDocumentFormatting(
    answering(({ textDocument }: DocumentFormattingParams) => format(textDocument.uri)),
  );
  session.connection.onDocumentRangeFormatting(
    answering(({ textDocument, range }: DocumentRangeFormattingParams) =>
      format(textDocument.uri, { startLine: range.start.line + 1, endLine: range.end.line + 1 }),
    ),
  );
}

/** Answers `textDocument/codeAction`: what would mend the problems that were told last. */
export function serveCodeActions(session: ServerSession): void {
  session.connection.onCodeAction(
    answering(({ textDocument, range }: CodeActionParams): CodeAction[] => {
      const { kind, workspace, file, uriOf } = askDocument(session, textDocument.uri);
      const touched = (session.published.get(textDocument.uri) ?? []).filter(
        ({ range: { start, end } }) => start.line - 1 <= range.end.line && end.line - 1 >= range.start.line,
      );
      return touched.flatMap((problem) => {
        const here: Problem = { ...problem, range: { ...problem.range, file } };
        const fixes = kind === "corefile" ? getFixes(workspace, here) : (problem.fixes ?? []);
        const possible = fixes.filter(({ creates }) => creates === undefined || session.client.createsFiles);
        return possible.map((fix, index) => ({
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          isPreferred: index === 0,
          diagnostics: [toDiagnostic(problem)],
          edit: fix.creates === undefined ? toWorkspaceEdit(fix.edits, uriOf) : toFileEdit(fix, uriOf),
        }));
      });
    }),
  );
}
