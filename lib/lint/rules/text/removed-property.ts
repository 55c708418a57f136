/** Properties that CoreDNS had once. */
import { lineDistance } from "../../../corefile/cursor.ts";
import { removedIn } from "../../../directive/advice/removed.ts";
import type { Directive } from "../../../directive/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { lastOfLine, removeLine, replaceWord, type UseWords } from "../../use-words.ts";

/** What to write in the place of a line that is not simply taken out; false when something has to be done elsewhere. */
const REPLACEMENTS: Readonly<Record<string, string | false>> = { transfer: false, no_reload: "reload 0s" };

export const removedProperty = defineRule({
  code: "CF1043",
  name: "removed-property",
  severity: "warning",
  sentence: "A property that CoreDNS no longer has.",
  why: "CoreDNS only says that it does not know the property. It was removed, and old Corefiles must be changed before an upgrade.",
  threads: ["kubernetes#82889", "kubernetes#91979"],
  example: {
    bad: "cluster.local {\n    kubernetes {\n        upstream\n        pods insecure\n    }\n}\n",
    good: "cluster.local {\n    kubernetes {\n        pods insecure\n    }\n}\n",
  },
  *check({ blocksWith, directives }) {
    for (const { name, removed, properties } of directives) {
      if (removed === undefined) continue;
      for (const block of blocksWith(name)) {
        // Properties that this CoreDNS has are not removed.
        for (const use of block.wordsOf(name)) yield* findings(use, removed, properties);
      }
    }
  },
});

function* findings(
  { words }: UseWords,
  table: Readonly<Record<string, string>>,
  known: Directive<unknown>["properties"],
): Iterable<Finding> {
  let depth = 0;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    const startsLine = before !== undefined && lineDistance(before, word) > 0;
    const message = depth === 1 && startsLine ? removedIn(table, word.text) : undefined;
    if (word.text === "{") depth += 1;
    else if (word.text === "}") depth -= 1;
    if (message === undefined || Object.hasOwn(known, word.text)) continue;
    const replacement = REPLACEMENTS[word.text];
    const last = lastOfLine(word, words.slice(index + 1));
    if (replacement === false) yield { at: word.range, message };
    else {
      const removal = removeLine(word, last, `Take ${word.text} out`);
      const fix = replacement === undefined ? removal : replaceWord(word, replacement, `Write ${replacement}`);
      yield { at: word.range, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
    }
  }
}
