/** The words of one use of a directive, and the changes that rules offer: another property, a line less, other words. */
import { lineDistance } from "../corefile/cursor.ts";
import { SourceToken, type Token } from "../corefile/token.ts";
import type { Fix, TextEdit } from "../text/edit.ts";
import type { Position } from "../text/position.ts";

/** One use of a directive as words. */
export interface UseWords {
  /** The directive's name. */
  readonly head: Token;
  /** What stands on its line, up to a brace. */
  readonly args: readonly Token[];
  readonly open: Token | undefined;
  /** The brace that closes the block, if that is what the use ends with. */
  readonly close: Token | undefined;
  /** All words, the name and the braces included. */
  readonly words: readonly Token[];
}

/** Takes the words of a directive apart: each use starts on a line of its own outside of braces. */
export function splitUses(words: readonly Token[]): readonly UseWords[] {
  const uses: Token[][] = [];
  let depth = 0;
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (before === undefined || (depth === 0 && lineDistance(before, word) !== 0)) uses.push([word]);
    else uses.at(-1)?.push(word);
    if (word.text === "{") depth += 1;
    else if (word.text === "}") depth -= 1;
  });
  return uses.flatMap((use) => {
    const [head, ...others] = use;
    if (head === undefined) return [];
    const opens = others.findIndex(({ text }) => text === "{");
    const last = use.at(-1);
    return {
      head,
      args: opens < 0 ? others : others.slice(0, opens),
      open: others[opens],
      close: opens >= 0 && last?.text === "}" ? last : undefined,
      words: use,
    };
  });
}

/** Puts a line into the block of a use, or a block with that line behind it. */
export function addProperty(use: UseWords, line: string, title: string): Fix | undefined {
  const { head, open, close, words } = use;
  const last = words.at(-1);
  const indent = indentOf(head);
  if (last === undefined || indent === undefined || last.file !== head.file) return undefined;
  const step = indent === "" ? "    " : indent;
  if (open === undefined) {
    const edit = insertion(last.range.file, last.range.end, ` {\n${indent}${step}${line}\n${indent}}`);
    return { title, edits: [edit] };
  }
  const closing = close === undefined ? undefined : indentOf(close);
  if (close === undefined || closing === undefined) return undefined;
  return { title, edits: [insertion(close.range.file, close.range.start, `${step}${line}\n${closing}`)] };
}

/** A text that is put in at a place. */
export function insertion(file: string, at: Position, text: string): TextEdit {
  return { range: { file, start: at, end: at }, text };
}

/** A word in the place of another one. */
export function replaceWord(token: Pick<Token, "range">, text: string, title: string): Fix {
  return { title, edits: [{ range: token.range, text }] };
}

/** The whole line of a word and of what follows it up to `last`, when nothing else stands on it. */
export function removeLine(first: Token, last: Token, title: string): Fix | undefined {
  const indent = indentOf(first);
  if (indent === undefined || !(last instanceof SourceToken) || first.file !== last.file) return undefined;
  const { file, start } = first.range;
  const { end } = last.range;
  const [rest = ""] = last.source.text.slice(localOffset(last, end.offset)).split("\n", 1);
  if (rest.trim() !== "") return undefined;
  const from: Position = { offset: start.offset - indent.length, line: start.line, column: 1 };
  const hasBreak = localOffset(last, end.offset) + rest.length < last.source.text.length;
  const to: Position = hasBreak
    ? { offset: end.offset + rest.length + 1, line: end.line + 1, column: 1 }
    : { offset: end.offset + rest.length, line: end.line, column: end.column + rest.length };
  return { title, edits: [{ range: { file, start: from, end: to }, text: "" }] };
}

/** The white space in front of the first word of a line; undefined for other words. */
export function indentOf(token: Token): string | undefined {
  if (!(token instanceof SourceToken)) return undefined;
  const end = localOffset(token, token.start);
  const before = token.source.text.slice(end - (token.column - 1), end);
  return /^\s*$/.test(before) ? before : undefined;
}

/** The last of the words behind `first` that stand on its line; `first` itself when there is none. */
export function lastOfLine(first: Token, behind: readonly Token[]): Token {
  let last = first;
  for (const word of behind) {
    if (lineDistance(last, word) !== 0) break;
    last = word;
  }
  return last;
}

function localOffset({ source }: SourceToken, offset: number): number {
  return offset - (source.origin?.offset ?? 0);
}
