/** The one rule for where the next server block, or snippet, seems to begin while a block is open. */
import { lineDistance } from "./cursor.ts";
import type { SourceToken } from "./token.ts";

/** Words by their index: a list, or what a reader has of one so far. */
export interface Words {
  at(index: number): SourceToken | undefined;
}

/**
 * Whether a word is the key of another block: it stands at the very start of a line that ends in a brace, and looks like
 * no word of a block. Words that are directives are no keys, whatever they look like.
 */
export function beginsBlock(words: Words, index: number, directives: ReadonlySet<string> | undefined): boolean {
  const first = words.at(index);
  if (first === undefined || first.column !== 1 || !looksLikeKey(first.text)) return false;
  if (directives?.has(first.text) === true) return false;
  const before = index === 0 ? undefined : words.at(index - 1);
  if (before !== undefined && lineDistance(before, first) <= 0) return false;
  return endsInBrace(words, index, first);
}

/** No directive has such a name, and few properties do: `example.org`, `.:53`, `dns://`, `(snippet)`. */
function looksLikeKey(text: string): boolean {
  return /[.:/(]/.test(text);
}

function endsInBrace(words: Words, index: number, first: SourceToken): boolean {
  let last = first;
  for (let at = index + 1; ; at++) {
    const next = words.at(at);
    if (next === undefined || lineDistance(last, next) !== 0) return last !== first && last.text === "{";
    last = next;
  }
}
