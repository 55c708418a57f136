/** What must be signed: `all`, `none`, or a list; words behind the first two are passed over. */
import { one, rest } from "../../directive/argument.ts";
import { wrongCount } from "../../directive/complaint.ts";
import type { Kind } from "../../directive/kind.ts";
import { COMPLAINED, type CustomLine, custom, form, forms, line } from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";

/** What must be signed. */
export interface Required {
  readonly which: "all" | "none" | "listed";
  readonly codes: readonly Value<number>[];
}

/** A line of words of this kind, or one of the two words for everything and nothing. */
export function required(
  kind: Kind<number>,
  { all, none }: Readonly<Record<"all" | "none", string>>,
): CustomLine<Required> {
  const ignored = line({}, { extra: "ignore" });
  return custom({
    looks: [
      line({ codes: rest(kind, { min: 1, placeholder: kind.placeholder }) }),
      forms({ all: form(ignored, { summary: all }), none: form(ignored, { summary: none }) }, { unknown: wrongCount }),
    ],
    read(words, reader) {
      const [first] = words;
      if (first === undefined) return reader.complain(wrongCount);
      if (first.text === "all" || first.text === "none") return { which: first.text, codes: [] };
      const codes: Value<number>[] = [];
      for (const word of words) {
        const code = reader.take(one(kind), word);
        if (code === COMPLAINED) return COMPLAINED;
        codes.push(code);
      }
      return { which: "listed", codes };
    },
  });
}
