/** Faint texts over the protocol: places of plugins in the chain. */
import type { InlayHint, InlayHintParams } from "vscode-languageserver/node";
import { getInlays } from "../../lib/language/inlays.ts";
import { answering, askDocument, type ServerSession } from "./session.ts";

/** Answers `textDocument/inlayHint`. */
export function serveInlayHints(session: ServerSession): void {
  session.connection.languages.inlayHint.on(
    answering(({ textDocument, range: { start, end } }: InlayHintParams): InlayHint[] => {
      const { kind, workspace, file } = askDocument(session, textDocument.uri);
      if (kind !== "corefile") return [];
      const lines = { startLine: start.line + 1, endLine: end.line + 1 };
      return getInlays(workspace, file, lines).map(({ at, text }) => ({
        position: { line: at.line - 1, character: at.column - 1 },
        label: text,
        paddingLeft: true,
        paddingRight: true,
      }));
    }),
  );
}
