/** What may be written next: directives, properties, and words for their arguments. */
import type { Line } from "../directive/line.ts";
import { expectedAfter } from "./arguments-at.ts";
import type { KnownDirective } from "./known-directive.ts";
import { placeAt } from "./place.ts";
import { syntaxOf } from "./syntax.ts";

export interface Completion {
  readonly label: string;
  readonly kind: "directive" | "property" | "word" | "value";
  /** How it goes on, behind the label. */
  readonly syntax: string;
  /** One sentence. */
  readonly summary: string;
}

/** Completions for a place of a text, in the order in which they should be offered. */
export function getCompletions(
  text: string,
  offset: number,
  directives: readonly KnownDirective[],
): readonly Completion[] {
  const place = placeAt(text, offset);
  if (place === undefined || place.depth === 0) return [];
  const [first, ...rest] = place.words;
  if (place.depth === 1 && first === undefined) return directives.map(completeDirective);
  const grammar = directives.find(({ name }) => name === place.directive)?.grammar;
  if (grammar === undefined) return [];
  if (place.depth === 1) return completeArguments(grammar.line, rest);
  if (place.depth > 2) return [];
  if (first !== undefined) {
    const property = grammar.properties[first];
    return property === undefined ? [] : completeArguments(property.line, rest);
  }
  return Object.entries(grammar.properties).map(([label, { summary, line }]) => ({
    label,
    kind: "property",
    syntax: syntaxOf(line)[0] ?? "",
    summary,
  }));
}

function completeDirective({ name, summary, grammar }: KnownDirective): Completion {
  return {
    label: name,
    kind: "directive",
    syntax: grammar === undefined ? "" : (syntaxOf(grammar.line)[0] ?? ""),
    summary,
  };
}

function completeArguments(line: Line<unknown>, words: readonly string[]): readonly Completion[] {
  const next = expectedAfter(line, words);
  const named = next.words.map(({ word, summary }): Completion => ({ label: word, kind: "word", syntax: "", summary }));
  const values = next.arguments.flatMap(({ argument }): readonly Completion[] => {
    const { literal, kind, options } = argument;
    if (literal !== undefined) {
      return [{ label: literal, kind: "word", syntax: "", summary: options.summary ?? "" }];
    }
    return (kind.suggestions ?? []).map(({ text, detail }) => ({
      label: text,
      kind: "value",
      syntax: "",
      summary: detail ?? options.summary ?? `Expects ${kind.expects}.`,
    }));
  });
  const byLabel = new Map([...named, ...values].map((completion) => [completion.label, completion]));
  return [...byLabel.values()];
}
