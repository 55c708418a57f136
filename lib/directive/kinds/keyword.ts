/** Words out of a closed set. */
import { type Complaint, plain } from "../complaint.ts";
import { type Kind, refused, type Suggestion, taken } from "../kind.ts";

/** How a closed set is read. */
export interface KeywordOptions {
  /** True when case does not matter. */
  readonly anyCase?: boolean;
  /** What CoreDNS says of another word. */
  readonly unknown?: Complaint;
  /** What the words do, by word. */
  readonly details?: Readonly<Record<string, string>>;
  readonly placeholder?: string;
}

/** One of these words. */
export function keyword<const Word extends string>(words: readonly Word[], options: KeywordOptions = {}): Kind<Word> {
  const { anyCase = false, unknown = plain("unknown value '{value}'"), details = {}, placeholder } = options;
  const suggestions = words.map((word): Suggestion => {
    const detail = details[word];
    return detail === undefined ? { text: word } : { text: word, detail };
  });
  return {
    name: "keyword",
    look: "keyword",
    placeholder: placeholder ?? words.join("|"),
    expects: `one of ${words.join(", ")}`,
    suggestions,
    read(text) {
      const given = anyCase ? text.toLowerCase() : text;
      const found = words.find((word) => (anyCase ? word.toLowerCase() : word) === given);
      return found === undefined ? refused(unknown) : taken(found);
    },
  };
}
