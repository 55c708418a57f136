/** Where in a file a mistake is: CoreDNS tells where its lexer stood, and people look for the word. */

import type { TextError } from "../../dns/text/text-error.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { Range } from "../../text/position.ts";
import type { Entry, Word } from "./scan.ts";

/** Where to look. */
export interface Surroundings {
  readonly lines: LineIndex;
  /** The line on which the lexer stood. */
  readonly line: number;
  readonly entries: readonly Entry[];
}

/** The word that a mistake speaks of; the whole line when there is none. */
export function placeOfMistake({ token }: TextError, { lines, line, entries }: Surroundings): Range {
  const entry = entries.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  const at = lines.offsetOfOctet(line, token.column + 1);
  const words = entry?.words ?? [];
  const word = nearest(
    words.filter(({ text }) => utf8Octets(text) === token.text),
    at,
  );
  if (word !== undefined) return lines.range(word.start, word.end);
  const touched =
    token.kind === "newline" || token.kind === "end" || token.text === ""
      ? words.findLast(({ end }) => end <= at)
      : nearest(words, at);
  if (touched !== undefined && lines.position(touched.end).line === line)
    return lines.range(touched.start, touched.end);
  return lines.contentOfLine(line);
}

/** The word whose end is nearest. */
function nearest(words: readonly Word[], at: number): Word | undefined {
  return words.reduce<Word | undefined>(
    (best, word) => (best !== undefined && Math.abs(best.end - at) <= Math.abs(word.end - at) ? best : word),
    undefined,
  );
}
