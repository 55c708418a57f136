/** Reasons as sentences: a plugin's `words.ts` maps each code to a sentence with `{facts}` in braces. */

/**
 * A sentence, and where it helps the part that it has in the one sentence about the whole way: `{place}` in it is the
 * line that decided. `unasked` follows that part when plugins that may have answered come later in the chain: `{plugins}`.
 */
type Word = string | { readonly sentence: string; readonly brief: string; readonly unasked?: string };

/** Sentences by code. The special code prefix is the plugin's name, which is not part of it. */
export type Words = Readonly<Record<string, Word>>;

/** What goes into the braces. */
export type Facts = Readonly<Record<string, string | number>>;

type FactNames<S extends string> = S extends `${string}{${infer Fact}}${infer Rest}` ? Fact | FactNames<Rest> : never;

type Texts<W extends Word> = W extends { readonly sentence: string; readonly brief: string }
  ? W["sentence"] | W["brief"]
  : Extract<W, string>;

/** The facts that a sentence wants, read off its braces. */
type FactsOf<W extends Word> = { readonly [F in Exclude<FactNames<Texts<W>>, "place">]: string | number };

/** A sentence with its facts. It is put together where somebody reads it. */
export interface Sentence {
  readonly code: string;
  readonly word: Word;
  readonly facts: Facts;
}

/** One function per code, which takes the facts of its sentence. */
export type Sentences<W extends Words> = {
  readonly [Code in keyof W]: keyof FactsOf<W[Code]> extends never
    ? () => Sentence
    : (facts: FactsOf<W[Code]>) => Sentence;
};

const NO_FACTS: Facts = {};

/** Declares a plugin's sentences: `words.entry({ qname })`, the facts checked by the compiler. */
export function defineWords<const W extends Words>(words: W): Sentences<W>;
export function defineWords(words: Words): Readonly<Record<string, (facts?: Facts) => Sentence>> {
  const sentences: Record<string, (facts?: Facts) => Sentence> = {};
  for (const [code, word] of Object.entries(words)) sentences[code] = (facts = NO_FACTS) => ({ code, word, facts });
  return sentences;
}

/** The sentence with its facts in it. */
export function sentenceText({ word, facts }: Sentence): string {
  return fill(typeof word === "string" ? word : word.sentence, facts);
}

/** Its part of the one sentence about the whole way; undefined when it has none. */
export function briefText({ word, facts }: Sentence, place: string): string | undefined {
  return typeof word === "string" ? undefined : fill(word.brief, { ...facts, place });
}

/** What follows its part when the plugins are never asked: `{plugins}` are filled in where they are known. */
export function unaskedText({ word }: Sentence): string | undefined {
  return typeof word === "string" ? undefined : word.unasked;
}

/** It runs for every step of a watched query, so it does without regular expressions. */
function fill(text: string, facts: Facts): string {
  let filled = "";
  let from = 0;
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", from)) {
    const close = text.indexOf("}", open);
    if (close < 0) break;
    const fact = facts[text.slice(open + 1, close)];
    filled += text.slice(from, open) + (fact ?? text.slice(open, close + 1));
    from = close + 1;
  }
  return from === 0 ? text : filled + text.slice(from);
}
