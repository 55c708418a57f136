/** The text of a snippet or an imported file, short enough to be shown beside a word. */
import type { SnippetNode } from "../../corefile/tree.ts";
import type { Parsed } from "./parsed.ts";

const MAX_LINES = 20;
const MAX_CHARACTERS = 2000;

/** A snippet as it is written, cut when it is long. */
export function snippetText({ text }: Parsed, { first, last }: SnippetNode): string {
  return excerpt(text.slice(first.start, last.end));
}

/** The start of a text. */
export function excerpt(text: string): string {
  const lines = text.slice(0, MAX_CHARACTERS).trimEnd().split("\n");
  const isCut = lines.length > MAX_LINES || text.length > MAX_CHARACTERS;
  return isCut ? [...lines.slice(0, MAX_LINES), "…"].join("\n") : lines.join("\n");
}
