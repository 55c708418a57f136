/** Sentences as they stand in an explanation. */
import { lineOf } from "../text/line-of.ts";
import type { Range } from "../text/position.ts";
import type { Reason } from "./explanation.ts";
import { briefText, type Sentence, sentenceText, unaskedText } from "./words.ts";

/** The sentence put together, its code behind the name of who says it; `at` is the line that decided. */
export function reasonOf(who: string, sentence: Sentence, at?: Range): Reason {
  const { code, facts } = sentence;
  const reason = { code: `${who}.${code}`, facts, sentence: sentenceText(sentence) };
  const brief = briefText(sentence, at === undefined ? "" : lineOf(at));
  if (brief === undefined) return reason;
  const unasked = unaskedText(sentence);
  return unasked === undefined ? { ...reason, brief } : { ...reason, brief, unasked };
}
