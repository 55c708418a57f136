/** The smallest fix: another word, or none, in the place of one. */

import type { SourceToken } from "../../corefile/token.ts";
import { changeTo } from "../../directive/meant.ts";
import type { Fix } from "../../text/edit.ts";

/** Puts a word in the place of another. */
export function replaceWord(token: SourceToken, text: string): Fix {
  return changeTo(token.range, text);
}
