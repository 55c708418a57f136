/** Braces that became part of the word before them, so that what follows is not in the block that was meant. */
import type { SourceToken } from "../corefile/token.ts";

const GLUED = /^[^"{}$%]+\{$/;

/** True for the last word of a line that ends in a brace. */
export function isGluedBrace(token: SourceToken, next: SourceToken | undefined): boolean {
  if (token.text.length === 1 || !token.text.endsWith("{") || !GLUED.test(token.raw)) return false;
  return next === undefined || next.line !== token.line;
}
