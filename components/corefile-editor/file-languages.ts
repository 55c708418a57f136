/** Tells Monaco about the languages of the files beside the Corefile: zone files, hosts files, YAML. */
import "monaco-editor/languages/definitions/yaml/register.js";
import type * as Monaco from "monaco-editor/editor.js";
import { type FileKind, kindByName } from "../../lib/language/files/file-kind.ts";
import { tokenizeHostsLine } from "../../lib/language/hosts-file/tokenize-line.ts";
import type { LineToken } from "../../lib/language/tokenize-line.ts";
import { FIRST_ZONE_LINE, tokenizeZoneLine, type ZoneLineState } from "../../lib/language/zone-file/tokenize-line.ts";

/** The languages' names in Monaco. */
export const ZONE_LANGUAGE = "zone-file";
export const HOSTS_LANGUAGE = "hosts-file";

/** Monaco's name for a kind of file. */
export const LANGUAGE_OF_KIND: Readonly<Record<FileKind, string>> = {
  corefile: "corefile",
  "zone-file": ZONE_LANGUAGE,
  "hosts-file": HOSTS_LANGUAGE,
  yaml: "yaml",
  text: "plaintext",
};

/** The language that a file's name tells, until the Corefile tells more. */
export function languageByName(path: string): string {
  return LANGUAGE_OF_KIND[kindByName(path)];
}

class ZoneState implements Monaco.languages.IState {
  readonly line: ZoneLineState;

  constructor(line: ZoneLineState) {
    this.line = line;
  }

  clone(): ZoneState {
    return this;
  }

  equals(other: Monaco.languages.IState): boolean {
    if (!(other instanceof ZoneState)) return false;
    const { depth, inQuote, stage } = other.line;
    return depth === this.line.depth && inQuote === this.line.inQuote && stage === this.line.stage;
  }
}

/** Hosts files carry nothing from line to line. */
const NO_STATE: Monaco.languages.IState = { clone: () => NO_STATE, equals: (other) => other === NO_STATE };

/** Registers the languages; calling it twice is harmless. */
export function registerFileLanguages({ languages }: typeof Monaco): void {
  if (languages.getLanguages().some(({ id }) => id === ZONE_LANGUAGE)) return;
  languages.register({ id: ZONE_LANGUAGE });
  languages.setLanguageConfiguration(ZONE_LANGUAGE, {
    comments: { lineComment: ";" },
    brackets: [["(", ")"]],
    surroundingPairs: [
      { open: '"', close: '"' },
      { open: "(", close: ")" },
    ],
    wordPattern: /(?:\\.|[^\s"();\\])+/,
  });
  languages.setTokensProvider(ZONE_LANGUAGE, {
    getInitialState: () => new ZoneState(FIRST_ZONE_LINE),
    tokenize(line, state) {
      const { tokens, end } = tokenizeZoneLine(line, state instanceof ZoneState ? state.line : FIRST_ZONE_LINE);
      return { tokens: tokens.map(toToken), endState: new ZoneState(end) };
    },
  });
  languages.register({ id: HOSTS_LANGUAGE });
  languages.setLanguageConfiguration(HOSTS_LANGUAGE, { comments: { lineComment: "#" }, wordPattern: /[^\s#]+/ });
  languages.setTokensProvider(HOSTS_LANGUAGE, {
    getInitialState: () => NO_STATE,
    tokenize: (line) => ({ tokens: tokenizeHostsLine(line).map(toToken), endState: NO_STATE }),
  });
}

function toToken({ start, kind }: LineToken): Monaco.languages.IToken {
  return { startIndex: start, scopes: kind };
}
