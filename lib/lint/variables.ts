/** References to environment variables that have no value here: what stands in their place is not known. */
import type { Environment } from "../corefile/environment.ts";
import type { Range } from "../corefile/position.ts";
import { type Source, SourceToken, type Token } from "../corefile/token.ts";

const REFERENCE = /\{\$([^}]+)\}|\{%([^%]+)%\}/g;

/** Which texts have a reference at all; most have none. */
const sources = new WeakMap<Source, boolean>();

/** A reference to a variable that has no value. */
export interface UnsetReference {
  readonly name: string;
  readonly at: Range;
}

/** The references in a word to variables that have no value. */
export function unsetReferences(token: Token, environment: Environment): readonly UnsetReference[] {
  if (!(token instanceof SourceToken) || !mayHaveVariables(token.source)) return [];
  return [...token.raw.matchAll(REFERENCE)].flatMap(({ 0: whole, 1: unix, 2: windows, index }): UnsetReference[] => {
    const name = unix ?? windows ?? "";
    const isSet = Object.hasOwn(environment, name) && environment[name] !== undefined;
    return isSet ? [] : [{ name, at: token.rangeOfPart(index, index + whole.length) }];
  });
}

/** Whether what a word says is known: no variable in it is without a value. */
export function isKnownWord(token: Token, environment: Environment): boolean {
  return unsetReferences(token, environment).length === 0;
}

/** Whether a text has a reference to a variable at all. */
export function mayHaveVariables(source: Source): boolean {
  const known = sources.get(source);
  if (known !== undefined) return known;
  const found = source.text.includes("{$") || source.text.includes("{%");
  sources.set(source, found);
  return found;
}
