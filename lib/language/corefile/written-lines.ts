/** The lines of a server block's directives, each word with its place in the description. */
import type { ServerBlock } from "../../corefile/configuration.ts";
import type { Token } from "../../corefile/token.ts";
import { writtenUses } from "../../corefile/written-uses.ts";
import type { Directive } from "../../directive/directive.ts";
import { type WordPlaces, wordPlaces } from "../../directive/word-places.ts";
import { propertyNamed } from "./meanings.ts";

/** A line of a directive: its own, or one in its braces. */
export interface WrittenLine {
  readonly directive: Directive<unknown>;
  /** The words behind the directive's or the property's name; all words of a row. */
  readonly words: readonly Token[];
  readonly places: WordPlaces;
  /** True for a line in braces that is no property. */
  readonly isRow: boolean;
}

/** A line of words, its name first; those in braces are further lines. */
type Words = readonly Token[];

/** The lines of a block, in the order of its directives; those that are not described are left out. */
export function* writtenLines(
  block: ServerBlock,
  directives: readonly Directive<unknown>[],
): Generator<WrittenLine, void> {
  for (const [name, tokens] of block.directives) {
    const directive = directives.find((one) => one.name === name);
    if (directive === undefined) continue;
    for (const { line, properties } of writtenUses(tokens)) {
      yield withPlaces(directive, line.slice(1), wordPlaces(directive.line, textsOf(line.slice(1))));
      for (const words of properties) yield lineInBraces(directive, words);
    }
  }
}

function lineInBraces(directive: Directive<unknown>, words: Words): WrittenLine {
  const [name, ...others] = words;
  const property = name === undefined ? undefined : propertyNamed(directive, name.text)?.property;
  if (property !== undefined) return withPlaces(directive, others, wordPlaces(property.line, textsOf(others)));
  return { directive, words, places: words.map(() => undefined), isRow: true };
}

function withPlaces(directive: Directive<unknown>, words: Words, places: WordPlaces): WrittenLine {
  return { directive, words, places, isRow: false };
}

/** The texts of words. */
export function textsOf(words: Words): readonly string[] {
  return words.map(({ text }) => text);
}
