/** Where a closing brace belongs: under the line that opened its block. */
import { FIRST_LINE, tokenizeLine } from "./tokenize-line.ts";

/** The white space before the line whose block is still open at the end of `lines`; undefined when none is. */
export function indentOfOpening(lines: readonly string[]): string | undefined {
  const open: string[] = [];
  let state = FIRST_LINE;
  for (const line of lines) {
    const { tokens, end } = tokenizeLine(line, state, () => true);
    for (const { start, kind } of tokens) {
      if (kind !== "brace") continue;
      if (line.charAt(start) === "{") open.push(/^\s*/.exec(line)?.[0] ?? "");
      else open.pop();
    }
    state = end;
  }
  return open.at(-1);
}
