/** Reasons as sentences: a plugin's `words.ts` maps each code to a sentence with `{facts}` in braces. */

/**
 * A sentence, and where it helps the part that it has in the one sentence about the whole way: `{place}` in it is the
 * line that decided.
 */
export type Word = string | { readonly sentence: string; readonly brief: string };

/** Sentences by code. The special code prefix is the plugin's name, given to `defineWords`. */
export type Words = Readonly<Record<string, Word>>;

type FactNames<S extends string> = S extends `${string}{${infer Fact}}${infer Rest}` ? Fact | FactNames<Rest> : never;

type Texts<W extends Word> = W extends { readonly sentence: string; readonly brief: string }
  ? W["sentence"] | W["brief"]
  : Extract<W, string>;

/** The facts that a sentence wants, read off its braces. */
export type FactsOf<W extends Word> = { readonly [F in Exclude<FactNames<Texts<W>>, "place">]: string | number };

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
