/** Lines of words of one kind, of which none may stand twice. */
import { one, rest } from "./argument.ts";
import type { Complaint } from "./complaint.ts";
import type { Kind } from "./kind.ts";
import { COMPLAINED, type CustomLine, custom, line } from "./line.ts";
import type { Value } from "./value.ts";

/** How words are told apart, and what CoreDNS says of the second. */
export interface DistinctOptions<T> {
  readonly summary: string;
  /** What CoreDNS says of a word that is not of this kind; without it the kind's own words. */
  readonly says?: Complaint;
  /** Two words of one key are the same. */
  keyOf(value: Value<T>): string;
  /** What CoreDNS says of a word that is there already; a complete text. */
  twice(word: string): Complaint;
}

/** Any number of words of a kind, none of them twice. */
export function distinct<T>(
  kind: Kind<T>,
  { summary, says, keyOf, twice }: DistinctOptions<T>,
): CustomLine<{ readonly zones: readonly Value<T>[] }> {
  const options = { summary, ...(says === undefined ? {} : { says }) };
  const argument = one(kind, options);
  return custom({
    looks: [line({ zones: rest(kind, { ...options, placeholder: kind.placeholder }) })],
    read(words, reader) {
      const zones: Value<T>[] = [];
      const keys = new Set<string>();
      for (const word of words) {
        const value = reader.take(argument, word);
        if (value === COMPLAINED) return COMPLAINED;
        const key = keyOf(value);
        if (keys.has(key)) return reader.complain(twice(word.text), word);
        keys.add(key);
        zones.push(value);
      }
      return { zones };
    },
  });
}
