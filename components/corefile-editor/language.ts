/** Tells Monaco about the language: words, comments, brackets, folding. */
import type * as Monaco from "monaco-editor/editor.js";
import { LANGUAGE_CONFIGURATION } from "../../lib/language/language-configuration.ts";
import { FIRST_LINE, type LineState, tokenizeLine } from "../../lib/language/tokenize-line.ts";
import { languageByName } from "./file-languages.ts";

/** The language's name in Monaco. */
export const COREFILE_LANGUAGE = "corefile";

let directives: ReadonlySet<string> | undefined;

/** Tells which words are directives; until then none is marked as unknown. */
export function setKnownDirectives(names: readonly string[]): void {
  directives = new Set(names);
}

const knowsDirective = (word: string): boolean => directives?.has(word) ?? true;

class State implements Monaco.languages.IState {
  readonly line: LineState;

  constructor(line: LineState) {
    this.line = line;
  }

  clone(): State {
    return this;
  }

  equals(other: Monaco.languages.IState): boolean {
    if (!(other instanceof State)) return false;
    const { line } = other;
    return (
      line.depth === this.line.depth &&
      line.inString === this.line.inString &&
      line.continuesKeys === this.line.continuesKeys
    );
  }
}

/** Registers the language; calling it twice is harmless. */
export function registerCorefile(monaco: typeof Monaco): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === COREFILE_LANGUAGE)) return;
  monaco.languages.register({ id: COREFILE_LANGUAGE, filenames: ["Corefile"], extensions: [".corefile"] });
  const { comments, brackets, surroundingPairs, wordPattern, indentationRules } = LANGUAGE_CONFIGURATION;
  monaco.languages.setLanguageConfiguration(COREFILE_LANGUAGE, {
    comments,
    brackets,
    surroundingPairs,
    wordPattern: new RegExp(wordPattern),
    indentationRules: {
      increaseIndentPattern: new RegExp(indentationRules.increaseIndentPattern),
      decreaseIndentPattern: new RegExp(indentationRules.decreaseIndentPattern),
    },
  });
  monaco.languages.setTokensProvider(COREFILE_LANGUAGE, {
    getInitialState: () => new State(FIRST_LINE),
    tokenize(line, state) {
      const { tokens, end } = tokenizeLine(line, state instanceof State ? state.line : FIRST_LINE, knowsDirective);
      return {
        tokens: tokens.map(({ start, kind }) => ({ startIndex: start, scopes: kind })),
        endState: new State(end),
      };
    },
  });
}

/** The language of a file by its path. */
export function languageOf(path: string, corefile: string): string {
  return path === corefile ? COREFILE_LANGUAGE : languageByName(path);
}
