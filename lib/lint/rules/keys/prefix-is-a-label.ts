/** `rewrite name prefix old- new-`: the prefix gets a dot at its end. */
import { directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { defineRule } from "../../rule.ts";

export const prefixIsALabel = defineRule({
  code: "CF1036",
  name: "prefix-is-a-label",
  severity: "warning",
  sentence: "A prefix rule is meant for the beginning of a label, but matches whole labels only.",
  why: "CoreDNS adds a dot to the prefix, so it matches whole labels only: `old-` matches `old-.example.org`, not `old-www.example.org`. Use a regular expression.",
  example: {
    bad: ". {\n    rewrite name prefix old- new- answer auto\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    rewrite name regex ^old-(.*)$ new-{1} answer auto\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("rewrite")) {
      for (const { at, args } of block.uses(rewrite)) {
        if (!("match" in args) || args.match !== "prefix" || !args.from.endsWith("-.")) continue;
        const written = args.from.slice(0, -1);
        const word = block.wordsAt("rewrite", at)?.words.find(({ text }) => text.toLowerCase() === written);
        if (word !== undefined)
          yield { at: word.range, message: `This rule matches only names whose first label is "${written}".` };
      }
    }
  },
});
