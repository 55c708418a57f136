/** Mistakes in expressions, in the words of the language's own compiler. Thrown inside this room only. */

/** An expression that cannot be read; `position` counts characters. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }

  /** The message with its place: line and column, the line itself, and a caret below the place; alone for an empty line. */
  inSource(source: string): string {
    const characters = [...source];
    const before = characters.slice(0, this.position);
    const line = before.filter((character) => character === "\n").length;
    const column = this.position - (before.lastIndexOf("\n") + 1);
    const text = source.split("\n")[line] ?? "";
    if (text === "") return this.message;
    const place = Math.min(column, characters.length - (before.lastIndexOf("\n") + 1));
    const caret = `${".".repeat(place)}^`;
    return `${this.message} (${line + 1}:${place + 1})\n | ${text.replaceAll("\t", " ")}\n | ${caret}`;
  }
}

/** An expression that cannot be computed for the values at hand. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
