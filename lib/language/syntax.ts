/** Lines of the grammar as people write them: `FROM TO...`, `[TTL] [ZONES...]`. */
import type { Argument } from "../directive/argument.ts";
import type { Line } from "../directive/line.ts";

/** The ways in which a line may be written, one text each. */
export function syntaxOf(line: Line<unknown>): readonly string[] {
  switch (line.shape) {
    case "ordered":
      return [Object.entries(line.args).map(writeArgument).join(" ")];
    case "forms":
      return Object.entries(line.forms).flatMap(([word, { line: inner }]) =>
        syntaxOf(inner).map((text) => [word, text].filter((part) => part !== "").join(" ")),
      );
    case "clauses":
      return [
        Object.entries(line.clauses)
          .map(([name, argument]) => `[${name} ${writeArgument([name, argument])}]`)
          .join(" "),
      ];
    case "custom":
      return line.looks.flatMap(syntaxOf);
    default:
      return line satisfies never;
  }
}

function writeArgument([name, argument]: readonly [string, Argument<unknown>]): string {
  const { occurs, options, literal, kind } = argument;
  const word = literal ?? options.placeholder ?? (kind.placeholder || name.toUpperCase());
  if (occurs === "one") return word;
  if (occurs === "optional") return `[${word}]`;
  return (options.min ?? 0) > 0 ? `${word}...` : `[${word}...]`;
}
