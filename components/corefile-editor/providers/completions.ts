/** Completions in Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import {
  type Completion,
  type CompletionKind,
  type Completions,
  getCompletions,
} from "../../../lib/language/completions.ts";
import { COREFILE_LANGUAGE } from "../language.ts";
import type { Language } from "./language-workspace.ts";
import { placeIn, toMonacoRange } from "./ranges.ts";

/** Asks for more, as what was inserted is not complete. */
const GO_ON: Monaco.languages.Command = { id: "editor.action.triggerSuggest", title: "Suggest what follows" };

/** Registers the provider; gives the way to stop. */
export function registerCompletions(language: Language): Monaco.IDisposable {
  const { monaco, workspace, whenRead } = language;
  return monaco.languages.registerCompletionItemProvider(COREFILE_LANGUAGE, {
    triggerCharacters: [" ", "$", "%", "/"],
    async provideCompletionItems(model, position) {
      await workspace();
      return toSuggestions(monaco, await whenRead((read) => getCompletions(read, placeIn(model, position))));
    },
  });
}

/** Completions as Monaco takes them. */
export function toSuggestions(monaco: typeof Monaco, found: Completions | undefined): Monaco.languages.CompletionList {
  if (found === undefined) return { suggestions: [] };
  const kinds = kindsOf(monaco);
  const range = { insert: toMonacoRange(found.insert), replace: toMonacoRange(found.replace) };
  return {
    suggestions: found.items.map((item, index) => ({
      ...words(item),
      kind: kinds[item.kind],
      insertText: item.insert,
      ...(item.filter === undefined ? {} : { filterText: item.filter }),
      sortText: String(index).padStart(5, "0"),
      range,
      ...(item.isTemplate === true
        ? { insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet }
        : {}),
      ...(item.continues === true ? { command: GO_ON } : {}),
    })),
  };
}

function words({
  label,
  detail,
  documentation,
}: Completion): Pick<Monaco.languages.CompletionItem, "label" | "detail" | "documentation"> {
  return {
    label: detail === undefined ? label : { label, description: detail.startsWith(label) ? "" : detail },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { value: documentation } }),
  };
}

function kindsOf({ languages }: typeof Monaco): Readonly<Record<CompletionKind, Monaco.languages.CompletionItemKind>> {
  const { CompletionItemKind: kind } = languages;
  return {
    directive: kind.Module,
    property: kind.Property,
    keyword: kind.Keyword,
    value: kind.Value,
    zone: kind.Reference,
    file: kind.File,
    folder: kind.Folder,
    snippet: kind.Function,
    template: kind.Snippet,
    variable: kind.Variable,
  };
}
