/** Completions over the protocol. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  MarkupKind,
} from "vscode-languageserver/node";
import {
  type Completion,
  type CompletionKind,
  type Completions,
  getCompletions,
} from "../../lib/language/completions.ts";
import { getZoneCompletions } from "../../lib/language/zone-file/completions.ts";
import type { ClientAbilities } from "./client-abilities.ts";
import { toRange } from "./protocol-places.ts";
import { answering, askPlace, type ServerSession } from "./session.ts";

/** What makes an editor ask without being told to. */
export const COMPLETION_TRIGGERS = [" ", "$", "%", "/"];

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  directive: CompletionItemKind.Module,
  property: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  value: CompletionItemKind.Value,
  zone: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  snippet: CompletionItemKind.Function,
  template: CompletionItemKind.Snippet,
  variable: CompletionItemKind.Variable,
};

/** Answers `textDocument/completion`. */
export function serveCompletion(session: ServerSession): void {
  session.connection.onCompletion(
    answering((params: CompletionParams): CompletionList => {
      const { kind, workspace, place } = askPlace(session, params);
      return toList(completionsOf(kind)?.(workspace, place), session.client);
    }),
  );
}

function completionsOf(kind: string): typeof getCompletions | undefined {
  if (kind === "corefile") return getCompletions;
  return kind === "zone-file" ? getZoneCompletions : undefined;
}

function toList(found: Completions | undefined, client: ClientAbilities): CompletionList {
  if (found === undefined) return { isIncomplete: false, items: [] };
  return { isIncomplete: false, items: found.items.map((item, index) => toItem(item, { found, index, client })) };
}

interface Shown {
  readonly found: Completions;
  readonly index: number;
  readonly client: ClientAbilities;
}

function toItem(
  { label, kind, detail, documentation, filter, insert, isTemplate }: Completion,
  { found, index, client }: Shown,
): CompletionItem {
  const isSnippet = isTemplate === true && client.snippets;
  const newText = isTemplate === true && !client.snippets ? withoutPlaceHolders(insert) : insert;
  const textEdit = client.insertReplace
    ? { newText, insert: toRange(found.insert), replace: toRange(found.replace) }
    : { newText, range: toRange(found.insert) };
  return {
    label,
    kind: KINDS[kind],
    sortText: String(index).padStart(5, "0"),
    textEdit,
    ...(detail === undefined ? {} : { detail }),
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
  };
}

const PLACE_HOLDER = /\\([\\$}])|\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\{?\d+\}?/g;

/** The text of a template for editors that cannot fill in. */
export function withoutPlaceHolders(template: string): string {
  return template.replace(PLACE_HOLDER, (...[, escaped, text, choice]: (string | undefined)[]) => {
    return escaped ?? text?.replace(/\\([\\$}])/g, "$1") ?? choice ?? "";
  });
}
