/** Words of a configuration within a sentence of ours, which writes them between backquotes as Markdown does. */

/** A stretch of a sentence. */
export interface Stretch {
  readonly text: string;
  /** It is something that one writes into a file. */
  readonly isCode: boolean;
}

/** A sentence in its stretches. */
export function splitCode(sentence: string): readonly Stretch[] {
  return sentence
    .split(/`([^`]+)`/)
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/** The sentence where nothing can be told apart by its looks. */
export function withoutBackquotes(sentence: string): string {
  return splitCode(sentence)
    .map(({ text }) => text)
    .join("");
}
