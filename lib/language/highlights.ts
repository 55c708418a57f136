/** What each word of a file is, for colours: by its meaning, not by its looks. */
import type { SourceToken } from "../corefile/token.ts";
import type { TopLevelNode } from "../corefile/tree.ts";
import { surroundingsOf } from "./corefile/asked.ts";
import { lineMeanings, type Meaning } from "./corefile/meanings.ts";
import type { Surroundings } from "./corefile/owner.ts";
import { type Parsed, positionAt } from "./corefile/parsed.ts";
import { linesOf } from "./corefile/walk-lines.ts";
import type { LanguageWorkspace } from "./workspace.ts";

/** What a word is. The order is that of the legend, which editors are given by number. */
export const WORD_KINDS = [
  "comment",
  "key",
  "snippet",
  "directive",
  "unknown-directive",
  "property",
  "unknown-property",
  "keyword",
  "zone",
  "path",
  "number",
  "duration",
  "address",
  "type",
  "regex",
  "template",
  "string",
  "variable",
] as const;

export type WordKind = (typeof WORD_KINDS)[number];

/** A stretch of one line; line and column count from 1, the length is in UTF-16 units. */
export interface Highlight {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly kind: WordKind;
}

/** All highlights of a file in its order; words of which nothing is known have none. */
export function getHighlights(workspace: LanguageWorkspace, file: string): readonly Highlight[] {
  const surroundings = surroundingsOf(workspace, file);
  if (surroundings === undefined) return [];
  const { parsed } = surroundings.reached;
  const kinds = new Map<SourceToken, WordKind>();
  for (const item of parsed.tree.items) markItem(kinds, item);
  markLines(kinds, surroundings);
  const painter = new Painter(parsed);
  for (const comment of parsed.tree.comments) painter.paint(comment.start, comment.end, "comment");
  for (const token of parsed.tree.tokens) painter.word(token, kinds.get(token));
  return painter.highlights.sort((left, right) => left.line - right.line || left.column - right.column);
}

/** The highlights as editors take them: five numbers each, place relative to the one before. */
export function encodeHighlights(highlights: readonly Highlight[]): Uint32Array {
  const numbers = new Uint32Array(highlights.length * 5);
  let line = 1;
  let column = 1;
  highlights.forEach((highlight, index) => {
    const isSameLine = highlight.line === line;
    numbers.set(
      [
        highlight.line - line,
        highlight.column - (isSameLine ? column : 1),
        highlight.length,
        WORD_KINDS.indexOf(highlight.kind),
        0,
      ],
      index * 5,
    );
    line = highlight.line;
    column = highlight.column;
  });
  return numbers;
}

function markItem(kinds: Map<SourceToken, WordKind>, item: TopLevelNode): void {
  if (item.kind === "snippet") kinds.set(item.nameToken, "snippet");
  else if (item.kind === "server block") for (const { token } of item.keys) kinds.set(token, "key");
  else markImport(kinds, item);
}

function markImport(
  kinds: Map<SourceToken, WordKind>,
  { name, args }: { readonly name: SourceToken; readonly args: readonly SourceToken[] },
): void {
  kinds.set(name, "directive");
  const [argument] = args;
  if (argument !== undefined) kinds.set(argument, "snippet");
}

function markLines(kinds: Map<SourceToken, WordKind>, surroundings: Surroundings): void {
  for (const { line, owner } of linesOf(surroundings)) {
    if (line.kind === "import") {
      markImport(kinds, line);
      continue;
    }
    lineMeanings(surroundings.workspace, owner, line).forEach((meaning, index) => {
      const token = index === 0 ? line.name : line.args[index - 1];
      const kind = token === undefined ? undefined : kindOf(meaning, token.text);
      if (token !== undefined && kind !== undefined) kinds.set(token, kind);
    });
  }
}

function kindOf(meaning: Meaning, text: string): WordKind | undefined {
  switch (meaning.kind) {
    case "directive":
      return "directive";
    case "unknown directive":
      return "unknown-directive";
    case "property":
      return "property";
    case "unknown property":
      return "unknown-property";
    case "argument":
      return meaning.place.kind === "endpoint" && !/[:\d]/.test(text) ? "path" : meaning.place.look;
    case "row":
      return /^[\d.]+$|:/.test(text) ? "address" : "zone";
    case "word":
      return undefined;
  }
}

const REFERENCE = /\{\$[^{}\s]+\}|\{%[^{}%\s]+%\}/g;

class Painter {
  readonly highlights: Highlight[] = [];
  readonly #parsed: Parsed;

  constructor(parsed: Parsed) {
    this.#parsed = parsed;
  }

  /** A word, in which references to variables are told apart. */
  word({ raw, start, end }: SourceToken, kind: WordKind | undefined): void {
    const shown = kind ?? (raw.startsWith('"') ? "string" : undefined);
    let from = start;
    if (raw.includes("{")) {
      for (const match of raw.matchAll(REFERENCE)) {
        const at = start + match.index;
        this.paint(from, at, shown);
        this.paint(at, at + match[0].length, "variable");
        from = at + match[0].length;
      }
    }
    this.paint(from, end, shown);
  }

  /** A stretch that may go over several lines: a highlight for each. */
  paint(start: number, end: number, kind: WordKind | undefined): void {
    if (kind === undefined || end <= start) return;
    const { text } = this.#parsed;
    let from = start;
    for (let stop = text.indexOf("\n", from); stop !== -1 && stop < end; stop = text.indexOf("\n", from)) {
      this.#add(from, stop, kind);
      from = stop + 1;
    }
    this.#add(from, end, kind);
  }

  #add(start: number, end: number, kind: WordKind): void {
    const isBeforeBreak = this.#parsed.text.charCodeAt(end - 1) === 0x0d;
    const length = end - start - (isBeforeBreak ? 1 : 0);
    if (length <= 0) return;
    const { line, column } = positionAt(this.#parsed, start);
    this.highlights.push({ line, column, length, kind });
  }
}
