/** Reasons as sentences: a plugin's `words.ts` maps each code to a sentence with `{facts}` in braces. */

/** Sentences by code. The special code prefix is the plugin's name, given to `defineWords`. */
export type Words = Readonly<Record<string, string>>;

type FactNames<S extends string> = S extends `${string}{${infer Fact}}${infer Rest}` ? Fact | FactNames<Rest> : never;

/** The facts that a sentence wants, read off its braces. */
export type FactsOf<S extends string> = { readonly [F in FactNames<S>]: string | number };

/** Declares a plugin's sentences, keeping each as a literal so that its facts are checked by the compiler. */
export function defineWords<const W extends Words>(words: W): W {
  return words;
}

/** Puts the facts into a sentence. */
export function fillSentence(sentence: string, facts: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{([a-zA-Z]+)\}/g, (whole, fact: string) => String(facts[fact] ?? whole));
}
