/** `cache 30 log`: one directive behind another on the same line, which is read as a zone or an upstream. */
import type { Value } from "../../../directive/value.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import type { LintBlock } from "../../block.ts";
import { isMisplacedDirective } from "../../misplaced-directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { indentOf, insertion } from "../../use-words.ts";
import { WITH_ZONES } from "../keys/zone-outside-block.ts";

export const directiveOnSameLine = defineRule({
  code: "CF1051",
  name: "directive-on-same-line",
  severity: "warning",
  sentence: "A directive follows another one on the same line, so it is read as a zone or an upstream.",
  why: "A directive ends at the end of its line: everything on the line belongs to it. Write each one on its own line.",
  example: {
    bad: "example.org {\n    file db.example.org example.org log\n}\n",
    good: "example.org {\n    file db.example.org example.org\n    log\n}\n",
  },
  *check({ blocksWith }) {
    for (const directive of WITH_ZONES) {
      for (const block of blocksWith(directive.name)) {
        for (const { at, args } of block.uses(directive))
          yield* findings(directive.name, { at, words: args.zones }, block);
      }
    }
    for (const block of blocksWith("forward")) {
      for (const { at, args } of block.uses(forward)) yield* findings("forward", { at, words: args.to }, block);
    }
  },
});

interface OfUse {
  readonly at: Finding["at"];
  readonly words: readonly Pick<Value<unknown>, "text" | "at" | "token">[];
}

function* findings(name: string, { at, words }: OfUse, block: LintBlock): Iterable<Finding> {
  const word = words.find(({ text }) => isMisplacedDirective(text) && !block.has(text));
  if (word === undefined) return;
  const head = block.wordsAt(name, at)?.head;
  const indent = head === undefined ? undefined : indentOf(head);
  const fixes =
    indent === undefined || head?.line !== word.token.line
      ? []
      : [
          {
            title: `Put ${word.text} on its own line`,
            edits: [insertion(word.at.file, word.at.start, `\n${indent}`)],
          },
        ];
  yield {
    at: word.at,
    message: `${word.text} is on the line of ${name}, so CoreDNS reads it as ${name === "forward" ? "an upstream" : "a zone"}, not as a directive.`,
    fixes,
  };
}
