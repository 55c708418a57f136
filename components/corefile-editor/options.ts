/** How the editor behaves. */
import type * as Monaco from "monaco-editor/editor.js";

/**
 * Brackets do not close by themselves: a Corefile is written line by line, and whoever types or pastes a whole block
 * would get a brace too many; Enter closes a block where that is missing. Suggestions are taken over with Tab, or with Enter when they change the text.
 */
export const EDITOR_OPTIONS: Monaco.editor.IStandaloneEditorConstructionOptions = {
  ariaLabel: "Corefile",
  autoClosingBrackets: "never",
  autoClosingQuotes: "never",
  acceptSuggestionOnEnter: "smart",
  acceptSuggestionOnCommitCharacter: false,
  wordBasedSuggestions: "off",
  quickSuggestions: { other: true, comments: false, strings: false },
  bracketPairColorization: { enabled: false },
  // The text field that screen readers and input methods have known for longest.
  editContext: false,
  fixedOverflowWidgets: true,
  folding: true,
  // Monaco makes all of them again after each edit; beyond so many it keeps the outer ones.
  foldingMaximumRegions: 1000,
  fontFamily:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  fontSize: 13,
  lineHeight: 21,
  glyphMargin: true,
  guides: { indentation: true },
  hover: { delay: 350 },
  inlayHints: { enabled: "on", fontSize: 12 },
  insertSpaces: true,
  tabSize: 4,
  detectIndentation: true,
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 6,
  minimap: { enabled: false },
  occurrencesHighlight: "off",
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  padding: { top: 8, bottom: 8 },
  renderLineHighlight: "line",
  renderWhitespace: "none",
  scrollBeyondLastLine: false,
  "semanticHighlighting.enabled": true,
  smoothScrolling: false,
  stickyScroll: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
};
