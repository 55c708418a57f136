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

/** Puts the facts into a sentence. It runs for every step of a watched query, so it does without expressions. */
export function fillSentence(sentence: string, facts: Readonly<Record<string, string | number>>): string {
  let text = "";
  let from = 0;
  for (let open = sentence.indexOf("{"); open >= 0; open = sentence.indexOf("{", from)) {
    const close = sentence.indexOf("}", open);
    if (close < 0) break;
    const fact = facts[sentence.slice(open + 1, close)];
    text += sentence.slice(from, open) + (fact ?? sentence.slice(open, close + 1));
    from = close + 1;
  }
  return from === 0 ? sentence : text + sentence.slice(from);
}
