/** Mistakes in expressions, in the words of the language's own compiler. Thrown inside this room only. */

/** An expression that cannot be read; `position` counts characters. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }

  /** The message with its place: line and column, the line itself, and a caret below the place. */
  inSource(source: string): string {
    const before = source.slice(0, this.position);
    const line = before.split("\n").length;
    const column = this.position - (before.lastIndexOf("\n") + 1);
    const snippet = (source.split("\n")[line - 1] ?? "").replaceAll("\t", " ");
    // Without a caret when the line has more than ASCII up to there.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
    const isPlain = /^[\x00-\x7f]*$/.test(snippet.slice(0, column + 1));
    const caret = isPlain ? `\n | ${".".repeat(Math.min(column, snippet.length))}^` : "";
    return `${this.message} (${line}:${column + 1})\n | ${snippet}${caret}`;
  }
}

/** An expression that cannot be computed for the values at hand. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
