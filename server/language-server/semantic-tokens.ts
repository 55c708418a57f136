/** Colours over the protocol, in the words that all editors know. */
import type { SemanticTokens, SemanticTokensLegend, SemanticTokensParams } from "vscode-languageserver/node";
import {
  encodeHighlights,
  getHighlights,
  type Highlight,
  WORD_KINDS,
  type WordKind,
} from "../../lib/language/highlights.ts";
import { tokenizeHostsLine } from "../../lib/language/hosts-file/tokenize-line.ts";
import type { LineToken, TokenKind } from "../../lib/language/tokenize-line.ts";
import { FIRST_ZONE_LINE, tokenizeZoneLine } from "../../lib/language/zone-file/tokenize-line.ts";
import { answering, askDocument, type ServerSession } from "./session.ts";

const STANDARD: Readonly<Record<WordKind, string>> = {
  comment: "comment",
  key: "namespace",
  snippet: "function",
  directive: "keyword",
  "unknown-directive": "variable",
  property: "property",
  "unknown-property": "variable",
  keyword: "enumMember",
  zone: "string",
  path: "string",
  number: "number",
  duration: "number",
  address: "number",
  type: "type",
  regex: "regexp",
  template: "macro",
  string: "string",
  variable: "parameter",
};

/** Our kinds by number, under the protocol's names. */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: WORD_KINDS.map((kind) => STANDARD[kind]),
  tokenModifiers: [],
};

/** What words of zone files and hosts files are; the others have no colour of their own. */
const BY_LINE: Partial<Readonly<Record<TokenKind, WordKind>>> = {
  comment: "comment",
  key: "key",
  directive: "directive",
  property: "keyword",
  number: "number",
  address: "address",
  string: "string",
  variable: "variable",
};

/** Answers `textDocument/semanticTokens/full`. */
export function serveSemanticTokens(session: ServerSession): void {
  session.connection.languages.semanticTokens.on(
    answering(({ textDocument }: SemanticTokensParams): SemanticTokens => {
      const { kind, workspace, file } = askDocument(session, textDocument.uri);
      if (kind === "corefile") return encode(getHighlights(workspace, file));
      const text = workspace.files.read(file);
      if (typeof text !== "string") return { data: [] };
      if (kind === "zone-file") return encode(zoneHighlights(text));
      return encode(kind === "hosts-file" ? byLines(text, tokenizeHostsLine) : []);
    }),
  );
}

function encode(highlights: readonly Highlight[]): SemanticTokens {
  return { data: [...encodeHighlights(highlights)] };
}

function zoneHighlights(text: string): readonly Highlight[] {
  let state = FIRST_ZONE_LINE;
  return byLines(text, (line) => {
    const { tokens, end } = tokenizeZoneLine(line, state);
    state = end;
    return tokens;
  });
}

function byLines(text: string, tokenize: (line: string) => readonly LineToken[]): readonly Highlight[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const tokens = tokenize(content);
    return tokens.flatMap(({ start, kind }, at): readonly Highlight[] => {
      const shown = kind === "" ? undefined : BY_LINE[kind];
      const length = (tokens[at + 1]?.start ?? content.length) - start;
      return shown === undefined || length <= 0 ? [] : [{ line: index + 1, column: start + 1, length, kind: shown }];
    });
  });
}
