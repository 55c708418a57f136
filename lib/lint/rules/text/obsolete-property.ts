/** Properties that CoreDNS still reads and that do nothing any more. */
import { lineDistance } from "../../../corefile/cursor.ts";
import type { Directive } from "../../../directive/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { lastOfLine, removeLine, type UseWords } from "../../use-words.ts";

export const obsoleteProperty = defineRule({
  code: "CF1020",
  name: "obsolete-property",
  severity: "information",
  sentence: "A property no longer does anything.",
  why: "CoreDNS accepts the line so that old Corefiles still start, and ignores it. It can be removed.",
  example: {
    bad: "example.org {\n    file db.example.org {\n        upstream\n    }\n}\n",
    good: "example.org {\n    file db.example.org\n}\n",
  },
  *check({ blocksWith, directives }) {
    for (const directive of directives) {
      const names = obsoleteNames(directive);
      if (names.size === 0) continue;
      for (const block of blocksWith(directive.name)) {
        for (const use of block.wordsOf(directive.name)) yield* findings(use, names);
      }
    }
  },
});

const known = new WeakMap<Directive<unknown>, ReadonlySet<string>>();

function obsoleteNames(directive: Directive<unknown>): ReadonlySet<string> {
  const names =
    known.get(directive) ??
    new Set(Object.entries(directive.properties).flatMap(([name, { obsolete }]) => (obsolete === true ? [name] : [])));
  known.set(directive, names);
  return names;
}

function* findings({ head, words, open }: UseWords, names: ReadonlySet<string>): Iterable<Finding> {
  if (open === undefined) return;
  let depth = 0;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (depth === 1 && before !== undefined && lineDistance(before, word) > 0 && names.has(word.text)) {
      const fix = removeLine(word, lastOfLine(word, words.slice(index + 1)), `Take ${word.text} out`);
      const message = `${word.text} no longer does anything in ${head.text}.`;
      yield { at: word.range, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
    }
    if (word.text === "{") depth += 1;
    else if (word.text === "}") depth -= 1;
  }
}
