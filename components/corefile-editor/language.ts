/** Tells Monaco about the language: words, comments, brackets, folding. */
import type * as Monaco from "monaco-editor/editor.js";
import { FIRST_LINE, type LineState, tokenizeLine } from "../../lib/language/tokenize-line.ts";

/** The language's name in Monaco. */
export const COREFILE_LANGUAGE = "corefile";
/** Zone files and the like: comments only. */
export const ZONE_LANGUAGE = "zone-file";

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

/** Registers both languages; calling it twice is harmless. */
export function registerCorefile(monaco: typeof Monaco): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === COREFILE_LANGUAGE)) return;
  monaco.languages.register({ id: COREFILE_LANGUAGE, filenames: ["Corefile"], extensions: [".corefile"] });
  monaco.languages.setLanguageConfiguration(COREFILE_LANGUAGE, {
    comments: { lineComment: "#" },
    brackets: [["{", "}"]],
    surroundingPairs: [
      { open: '"', close: '"' },
      { open: "{", close: "}" },
    ],
    wordPattern: /[^\s{}"#]+/,
    indentationRules: { increaseIndentPattern: /^[^#]*\{\s*(?:#.*)?$/, decreaseIndentPattern: /^\s*\}/ },
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
  monaco.languages.register({ id: ZONE_LANGUAGE });
  monaco.languages.setLanguageConfiguration(ZONE_LANGUAGE, { comments: { lineComment: ";" } });
  monaco.languages.setMonarchTokensProvider(ZONE_LANGUAGE, {
    tokenizer: {
      root: [
        [/[;#].*$/, "comment"],
        [/"[^"]*"?/, "string"],
        [/^\$[A-Z]+/, "directive"],
        [/\b(?:IN|CH)\b/, "property"],
        [/\b(?:A|AAAA|CNAME|MX|NS|SOA|TXT|SRV|PTR|CAA|HTTPS|SVCB|DNAME|NAPTR|DS|DNSKEY|TLSA|LOC|HINFO)\b/, "key"],
        [/\b\d+(?:\.\d+){3}\b|\b[0-9a-f]*:[0-9a-f:]+\b/, "address"],
        [/\b\d+\b/, "number"],
      ],
    },
  });
}

/** The language of a file by its path. */
export function languageOf(path: string, corefile: string): string {
  if (path === corefile || path.endsWith("Corefile") || /\.(?:corefile|conf)$/.test(path)) return COREFILE_LANGUAGE;
  return ZONE_LANGUAGE;
}
