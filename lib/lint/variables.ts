/** References to environment variables that have no value here: what stands in their place is not known. */
import type { Environment } from "../corefile/environment.ts";
import { type Source, SourceToken, type Token } from "../corefile/token.ts";

const REFERENCE = /\{\$([^}]+)\}|\{%([^%]+)%\}/g;

/** Which texts have a reference at all; most have none. */
const sources = new WeakMap<Source, boolean>();

/** The names of the variables in a word that have no value. */
export function unsetVariables(token: Token, environment: Environment): readonly string[] {
  if (!(token instanceof SourceToken) || !mayHaveVariables(token.source)) return [];
  const names = [...token.raw.matchAll(REFERENCE)].map(([, unix, windows]) => unix ?? windows ?? "");
  return names.filter((name) => !Object.hasOwn(environment, name) || environment[name] === undefined);
}

/** Whether a text has a reference to a variable at all. */
export function mayHaveVariables(source: Source): boolean {
  const known = sources.get(source);
  if (known !== undefined) return known;
  const found = source.text.includes("{$") || source.text.includes("{%");
  sources.set(source, found);
  return found;
}
