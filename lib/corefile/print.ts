/** Prints a tree: the text that it was made of, to the last blank. */
import type { CorefileTree } from "./tree.ts";

/** Words, and what stands between them. */
export function printCorefile({ source, tokens }: CorefileTree): string {
  const parts: string[] = [];
  let at = 0;
  for (const token of tokens) {
    parts.push(source.text.slice(at, token.start), token.raw);
    at = token.end;
  }
  parts.push(source.text.slice(at));
  return parts.join("");
}
