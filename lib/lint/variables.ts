/** References to environment variables that have no value here: what stands in their place is not known. */
import type { Environment } from "../corefile/imports/environment.ts";
import { type Source, SourceToken, type Token } from "../corefile/token.ts";
import type { Range } from "../text/position.ts";

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
  const unset = [...unsetIn(token.raw, environment)];
  const ranges = token.rangesOfParts(unset);
  return unset.flatMap(({ name }, index) => {
    const at = ranges[index];
    return at === undefined ? [] : [{ name, at }];
  });
}

/** Whether what a word says is known: no variable in it is without a value. */
export function isKnownWord(token: Token, environment: Environment): boolean {
  if (!(token instanceof SourceToken) || !mayHaveVariables(token.source)) return true;
  return unsetIn(token.raw, environment).next().done === true;
}

/** Names of variables without a value, and where their references begin and end. */
function* unsetIn(raw: string, environment: Environment): Generator<{ name: string; from: number; to: number }> {
  for (const { 0: whole, 1: unix, 2: windows, index } of raw.matchAll(REFERENCE)) {
    const name = unix ?? windows ?? "";
    const isSet = Object.hasOwn(environment, name) && environment[name] !== undefined;
    if (!isSet) yield { name, from: index, to: index + whole.length };
  }
}

/** Whether a text has a reference to a variable at all. */
export function mayHaveVariables(source: Source): boolean {
  const known = sources.get(source);
  if (known !== undefined) return known;
  const found = source.text.includes("{$") || source.text.includes("{%");
  sources.set(source, found);
  return found;
}
