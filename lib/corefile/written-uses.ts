/** The words of a directive in a server block, cut as they are written. */
import { lineDistance } from "./cursor.ts";
import type { Token } from "./token.ts";

/** A line of a directive, its name first; those in its braces are further lines. */
type Words = readonly Token[];

/** A directive as it is written once. */
export interface WrittenUse {
  readonly line: Words;
  readonly properties: readonly Words[];
}

/** Cuts all words of a directive into its uses, and those into lines. */
export function writtenUses(tokens: Words): readonly WrittenUse[] {
  const uses: { readonly line: Token[]; readonly properties: Token[][] }[] = [];
  let depth = 0;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    const isNewLine = previous === undefined || lineDistance(previous, token) !== 0;
    const use = uses.at(-1);
    if (token.text === "}" && depth > 0) depth -= 1;
    else if (token.text === "{" && !isNewLine) depth += 1;
    else if (use === undefined || (depth === 0 && isNewLine)) uses.push({ line: [token], properties: [] });
    else if (depth === 0) use.line.push(token);
    else if (isNewLine || previous?.text === "{") use.properties.push([token]);
    else use.properties.at(-1)?.push(token);
  });
  return uses;
}
