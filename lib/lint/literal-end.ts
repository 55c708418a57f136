/** What every text ends in that a regular expression matches, as far as that can be read off it. */

const LITERAL = /[a-z0-9_-]/;

/**
 * The plain text before the `$` at the end of an expression: `.example.org.` of `^a+\.example\.org\.$`. Undefined when
 * there is no `$`, when nothing plain stands before it, and when there are alternatives.
 */
export function literalEnd(source: string): string | undefined {
  if (source.includes("|") || !source.endsWith("$") || source.endsWith("\\$")) return undefined;
  const body = source.slice(0, -1).replace(/\)+$/, "");
  // What stands in a class, or is escaped at the end, is no plain text.
  let end = "";
  for (let at = body.length - 1; at >= 0; ) {
    const character = body.charAt(at);
    if (character === "." && body.charAt(at - 1) === "\\" && body.charAt(at - 2) !== "\\") {
      end = `.${end}`;
      at -= 2;
    } else if (body.slice(at - 2, at + 1) === "[.]") {
      end = `.${end}`;
      at -= 3;
    } else if (LITERAL.test(character) && body.charAt(at - 1) !== "\\" && !isInClass(body, at)) {
      end = character + end;
      at -= 1;
    } else break;
  }
  return end === "" ? undefined : end;
}

/** Whether the last bracket before a place opens a class that is not closed before it. */
function isInClass(body: string, at: number): boolean {
  return body.lastIndexOf("[", at) > body.lastIndexOf("]", at);
}
