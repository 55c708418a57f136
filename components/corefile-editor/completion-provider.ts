/** Hands the language's completions and hovers to Monaco. */
import type * as Monaco from "monaco-editor/editor.js";
import { type Completion, getCompletions } from "../../lib/language/completions.ts";
import { getHover } from "../../lib/language/hover.ts";
import { KNOWN_DIRECTIVES } from "./known-directives.ts";
import { COREFILE_LANGUAGE } from "./language.ts";
import { escapeMarkdown } from "./markdown.ts";

/** Registers both; once is enough for the life of the page. */
export function registerLanguageHelp(monaco: typeof Monaco): void {
  const kinds: Readonly<Record<Completion["kind"], Monaco.languages.CompletionItemKind>> = {
    directive: monaco.languages.CompletionItemKind.Module,
    property: monaco.languages.CompletionItemKind.Property,
    word: monaco.languages.CompletionItemKind.Keyword,
    value: monaco.languages.CompletionItemKind.Value,
  };
  monaco.languages.registerCompletionItemProvider(COREFILE_LANGUAGE, {
    triggerCharacters: [" "],
    provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, position.column);
      const found = getCompletions(model.getValue(), model.getOffsetAt(position), KNOWN_DIRECTIVES);
      return {
        suggestions: found.map(({ label, kind, syntax, summary }, index) => ({
          label: { label, detail: syntax === "" ? "" : ` ${syntax}` },
          kind: kinds[kind],
          detail: syntax === "" ? "" : `${label} ${syntax}`,
          documentation: summary,
          insertText: label,
          sortText: String(index).padStart(4, "0"),
          range,
        })),
      };
    },
  });
  monaco.languages.registerHoverProvider(COREFILE_LANGUAGE, {
    provideHover(model, position) {
      const hover = getHover(model.getValue(), model.getOffsetAt(position), KNOWN_DIRECTIVES);
      if (hover === undefined) return null;
      const start = model.getPositionAt(hover.start);
      const end = model.getPositionAt(hover.end);
      return {
        range: new monaco.Range(start.lineNumber, start.column, end.lineNumber, end.column),
        contents: [
          { value: `\`\`\`text\n${hover.syntax.join("\n")}\n\`\`\`` },
          ...hover.paragraphs.map((value) => ({ value: escapeMarkdown(value) })),
        ],
      };
    },
  });
}
