/** Hovers and argument hints over the protocol. */
import {
  type Hover,
  type HoverParams,
  MarkupKind,
  type SignatureHelp,
  type SignatureHelpParams,
} from "vscode-languageserver/node";
import type { FileKind } from "../../lib/language/files/file-kind.ts";
import { getHostsHover } from "../../lib/language/hosts-file/hover.ts";
import { getHover } from "../../lib/language/hover.ts";
import { getSignature } from "../../lib/language/signature.ts";
import { getZoneHover } from "../../lib/language/zone-file/hover.ts";
import { toRange } from "./protocol-places.ts";
import { answering, askPlace, type ServerSession } from "./session.ts";

const HOVERS: Partial<Readonly<Record<FileKind, typeof getHover>>> = {
  corefile: getHover,
  "zone-file": getZoneHover,
  "hosts-file": getHostsHover,
};

/** Answers `textDocument/hover`. */
export function serveHover(session: ServerSession): void {
  session.connection.onHover(
    answering((params: HoverParams): Hover | null => {
      const { kind, workspace, place } = askPlace(session, params);
      const hover = HOVERS[kind]?.(workspace, place);
      if (hover === undefined) return null;
      return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(hover.range) };
    }),
  );
}

/** Answers `textDocument/signatureHelp`. */
export function serveSignatureHelp(session: ServerSession): void {
  session.connection.onSignatureHelp(
    answering((params: SignatureHelpParams): SignatureHelp | null => {
      const { kind, workspace, place } = askPlace(session, params);
      const help = kind === "corefile" ? getSignature(workspace, place) : undefined;
      if (help === undefined || help.activeParameter < 0) return null;
      return {
        activeSignature: help.active,
        activeParameter: help.activeParameter,
        signatures: help.signatures.map(({ label, documentation, parameters }) => ({
          label,
          documentation: { kind: MarkupKind.Markdown, value: documentation },
          parameters: parameters.map(({ start, end, documentation: value }) => ({
            label: session.client.labelOffsets ? ([start, end] as [number, number]) : label.slice(start, end),
            documentation: { kind: MarkupKind.Markdown, value },
          })),
        })),
      };
    }),
  );
}
