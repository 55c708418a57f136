/** What a word of a Corefile means: a directive, a property, or an argument. */
import { lex } from "../corefile/lexer.ts";
import { expectedAfter } from "./arguments-at.ts";
import type { KnownDirective } from "./known-directive.ts";
import { placeAt } from "./place.ts";
import { syntaxOf } from "./syntax.ts";

export interface Hover {
  /** Where the word stands. */
  readonly start: number;
  readonly end: number;
  /** How it is written, one line for each way. */
  readonly syntax: readonly string[];
  /** Sentences, one paragraph each. */
  readonly paragraphs: readonly string[];
}

/** The meaning of the word at an offset; undefined for words that mean nothing by themselves. */
export function getHover(text: string, offset: number, directives: readonly KnownDirective[]): Hover | undefined {
  const token = lex({ file: "", text }).tokens.find(({ start, end }) => start <= offset && offset < end);
  if (token === undefined) return undefined;
  const place = placeAt(text, token.start);
  if (place === undefined || place.depth === 0 || place.depth > 2) return undefined;
  const [first, ...rest] = place.words;
  const at = { start: token.start, end: token.end };
  const name = place.depth === 1 && first === undefined ? token.text : place.directive;
  const directive = directives.find((known) => known.name === name);
  if (directive === undefined) return undefined;
  if (place.depth === 1 && first === undefined) return { ...at, ...describeDirective(directive, directives) };
  const { grammar } = directive;
  if (grammar === undefined) return undefined;
  if (place.depth === 2 && first === undefined) {
    const property = grammar.properties[token.text];
    if (property === undefined) return undefined;
    const syntax = syntaxOf(property.line).map((line) => `${token.text} ${line}`.trimEnd());
    return { ...at, syntax, paragraphs: [property.summary] };
  }
  const line = place.depth === 1 ? grammar.line : first === undefined ? undefined : grammar.properties[first]?.line;
  const [expected] = line === undefined ? [] : expectedAfter(line, rest).arguments;
  if (expected === undefined) return undefined;
  const { argument } = expected;
  const paragraphs = [argument.options.summary, `Expects ${argument.kind.expects}.`].filter(
    (part) => part !== undefined,
  );
  return { ...at, syntax: [argument.literal ?? argument.options.placeholder ?? argument.kind.placeholder], paragraphs };
}

function describeDirective(
  { name, summary, since, inChain, grammar }: KnownDirective,
  directives: readonly KnownDirective[],
): Pick<Hover, "syntax" | "paragraphs"> {
  const chain = directives.filter((known) => known.inChain);
  const place = chain.findIndex((known) => known.name === name) + 1;
  const where = inChain
    ? `Plugin ${place} of ${chain.length} in the chain, wherever it stands in the block.`
    : "Outside the query path: no query passes through it.";
  return {
    syntax: grammar === undefined ? [name] : syntaxOf(grammar.line).map((line) => `${name} ${line}`.trimEnd()),
    paragraphs: [summary, where, since === undefined ? "" : `Since CoreDNS ${since}.`].filter((part) => part !== ""),
  };
}
