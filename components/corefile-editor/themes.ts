/** Monaco's colours in our three themes; Monaco wants hex numbers, so the tokens of the style sheet are repeated here. */
import type * as Monaco from "monaco-editor/editor.js";
import type { WordKind } from "../../lib/language/highlights.ts";
import type { TokenKind } from "../../lib/language/tokenize-line.ts";

export type EditorTheme = "studio-light" | "studio-dark" | "studio-high-contrast";

type Words = Readonly<Record<TokenKind | WordKind, string>>;

const LIGHT: Words = {
  comment: "5d6b7c",
  brace: "465163",
  key: "6237b5",
  snippet: "6237b5",
  directive: "1c5bc7",
  "unknown-directive": "b2201a",
  property: "0b6a72",
  argument: "1a212c",
  string: "0d6b37",
  number: "9a4a00",
  address: "9a4a00",
  variable: "a5246b",
  "unknown-property": "b2201a",
  keyword: "0b6a72",
  zone: "6237b5",
  path: "0d6b37",
  duration: "9a4a00",
  type: "0b6a72",
  regex: "a5246b",
  template: "0d6b37",
};

const DARK: Words = {
  comment: "8d99aa",
  brace: "b6bfcc",
  key: "c0a6fa",
  snippet: "c0a6fa",
  directive: "82aeff",
  "unknown-directive": "ff958b",
  property: "6fd0d8",
  argument: "e6eaf0",
  string: "7ed6a3",
  number: "efb878",
  address: "efb878",
  variable: "f49ac8",
  "unknown-property": "ff958b",
  keyword: "6fd0d8",
  zone: "c0a6fa",
  path: "7ed6a3",
  duration: "efb878",
  type: "6fd0d8",
  regex: "f49ac8",
  template: "7ed6a3",
};

const HIGH_CONTRAST: Words = {
  comment: "a6e3a1",
  brace: "ffffff",
  key: "e0c3ff",
  snippet: "e0c3ff",
  directive: "7fd4ff",
  "unknown-directive": "ff9f97",
  property: "7ffff4",
  argument: "ffffff",
  string: "9dffb8",
  number: "ffd75e",
  address: "ffd75e",
  variable: "ffb3dc",
  "unknown-property": "ff9f97",
  keyword: "7ffff4",
  zone: "e0c3ff",
  path: "9dffb8",
  duration: "ffd75e",
  type: "7ffff4",
  regex: "ffb3dc",
  template: "9dffb8",
};

const rules = (words: Words): Monaco.editor.ITokenThemeRule[] =>
  Object.entries(words).map(([token, foreground]) => ({
    token,
    foreground,
    ...(token === "directive" || token === "key" ? { fontStyle: "bold" } : {}),
  }));

/** Colours of the context menu and of the menu of fixes. */
function menu(colors: Readonly<Record<"surface" | "text" | "border" | "selected" | "line", string>>) {
  return {
    "menu.background": colors.surface,
    "menu.foreground": colors.text,
    "menu.border": colors.border,
    "menu.selectionBackground": colors.selected,
    "menu.selectionForeground": colors.text,
    "menu.separatorBackground": colors.line,
  };
}

/** Defines the three themes. */
export function defineThemes(monaco: typeof Monaco): void {
  monaco.editor.defineTheme("studio-light", {
    base: "vs",
    inherit: true,
    rules: rules(LIGHT),
    colors: {
      "editor.background": "#ffffff",
      "editorInlayHint.background": "#00000000",
      "editorInlayHint.foreground": "#465163",
      "editor.foreground": "#1a212c",
      "editorLineNumber.foreground": "#667181",
      "editorLineNumber.dimmedForeground": "#667181",
      "editorLineNumber.activeForeground": "#1a212c",
      "editor.lineHighlightBackground": "#f5f7fa",
      "editor.lineHighlightBorder": "#00000000",
      "editorIndentGuide.background1": "#e6e9ef",
      "editorIndentGuide.activeBackground1": "#c3cad5",
      "diffEditor.insertedLineBackground": "#1a7f3722",
      "diffEditor.insertedTextBackground": "#1a7f372e",
      "diffEditor.removedLineBackground": "#b2201a16",
      "diffEditor.removedTextBackground": "#b2201a22",
      "editorWidget.background": "#ffffff",
      "editorWidget.border": "#dde1e8",
      focusBorder: "#1c5bc7",
      ...menu({ surface: "#ffffff", text: "#1a212c", border: "#868f9d", selected: "#e4ecfb", line: "#dde1e8" }),
    },
  });
  monaco.editor.defineTheme("studio-dark", {
    base: "vs-dark",
    inherit: true,
    rules: rules(DARK),
    colors: {
      "editor.background": "#171b22",
      "editorInlayHint.background": "#00000000",
      "editorInlayHint.foreground": "#8d99aa",
      "editor.foreground": "#e6eaf0",
      "editorLineNumber.foreground": "#8793a3",
      "editorLineNumber.dimmedForeground": "#8793a3",
      "editorLineNumber.activeForeground": "#e6eaf0",
      "editor.lineHighlightBackground": "#1d222b",
      "editor.lineHighlightBorder": "#00000000",
      "editorIndentGuide.background1": "#272e39",
      "editorIndentGuide.activeBackground1": "#414b5b",
      "diffEditor.insertedLineBackground": "#2ea0432e",
      "diffEditor.insertedTextBackground": "#2ea0433d",
      "diffEditor.removedLineBackground": "#f0605730",
      "diffEditor.removedTextBackground": "#f060573d",
      "editorWidget.background": "#1d222b",
      "editorWidget.border": "#2b323e",
      focusBorder: "#9cc0ff",
      ...menu({ surface: "#1d222b", text: "#e6eaf0", border: "#414b5b", selected: "#22304d", line: "#2b323e" }),
    },
  });
  monaco.editor.defineTheme("studio-high-contrast", {
    base: "hc-black",
    inherit: true,
    rules: rules(HIGH_CONTRAST),
    colors: {
      "editorInlayHint.background": "#00000000",
      "editorInlayHint.foreground": "#ffffff",
      "editorLineNumber.dimmedForeground": "#ffffff",
      ...menu({ surface: "#000000", text: "#ffffff", border: "#ffffff", selected: "#002b5c", line: "#8a8a8a" }),
    },
  });
}

/** The theme that fits what the document shows now. */
export function currentTheme(): EditorTheme {
  const { theme } = document.documentElement.dataset;
  if (theme === "high-contrast" || matchMedia("(forced-colors: active)").matches) return "studio-high-contrast";
  const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? "studio-dark" : "studio-light";
}

/** Calls back whenever `currentTheme` may have changed; gives the way to stop. */
export function watchTheme(onChange: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", onChange);
    observer.disconnect();
  };
}
