/** Tokens of a Corefile with words changed, put in and taken out, so that each line still knows where it comes from. */
import type { Token } from "../../lib/corefile/token.ts";
import { countLineBreaks } from "../../lib/corefile/token.ts";
import type { Range } from "../../lib/text/position.ts";

/** Above all lines that a file has: words that stand nowhere are on lines of their own. */
let lastLine = 1_000_000_000;

/** The same word with another text. */
export function withText({ line, file, range }: Token, text: string): Token {
  return { line, file, range, text };
}

/** Lines that stand for what the user wrote at a place. */
export function linesAt(range: Range, lines: readonly (readonly string[])[]): readonly Token[] {
  return lines.flatMap((words) => {
    lastLine += 1;
    const line = lastLine;
    return words.map((text) => ({ text, line, file: "", range }));
  });
}

/** A word more behind another, on its line. */
export function wordAfter(before: Token, text: string): Token {
  return { ...withText(before, text), line: before.line + countLineBreaks(before.text) };
}

/** A property more at the start of the braces behind these words, which are made when there are none. */
export function withProperty(tokens: readonly Token[], last: Token, property: readonly string[]): readonly Token[] {
  const at = tokens.indexOf(last) + 1;
  const lines = linesAt(last.range, [property]);
  if (tokens[at]?.text === "{" && tokens[at].line === wordAfter(last, "").line)
    return [...tokens.slice(0, at + 1), ...lines, ...tokens.slice(at + 1)];
  const braces = [wordAfter(last, "{"), ...lines, ...linesAt(last.range, [["}"]])];
  return [...tokens.slice(0, at), ...braces, ...tokens.slice(at)];
}
