/** A name is rewritten in the question but not in the answer. */
import { type RewriteConfig, directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { insertion } from "../../use-words.ts";

export const rewriteWithoutAnswer = defineRule({
  code: "CF1011",
  name: "rewrite-without-answer",
  severity: "warning",
  sentence: "A rule rewrites names in questions, but leaves the new names in the answers.",
  why: "Many clients, glibc among them, ignore records whose name is not the one they asked for. `answer auto` restores the old name in the records; only exact rules do so by default.",
  threads: ["coredns#2041", "coredns#2202", "coredns#2389"],
  example: {
    bad: ". {\n    rewrite name suffix .example.net .example.org\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    rewrite name suffix .example.net .example.org answer auto\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("rewrite")) {
      for (const { at, args } of block.uses(rewrite)) {
        if (args.kind !== "name" || args.match === "exact" || args.auto || leavesName(args)) continue;
        // Who names an answer rule knows that there are answers, and may want no more than what it says.
        if (args.answers.length > 0) continue;
        const use = block.wordsAt("rewrite", at);
        const last = use?.words.at(-1);
        const message = "Answers keep the rewritten name, which is not the one that the client asked for.";
        const finding: Finding = { at: use?.args.find(({ text }) => text === "name")?.range ?? at, message };
        if (last === undefined || use?.open !== undefined) yield finding;
        else {
          const edit = insertion(last.range.file, last.range.end, " answer auto");
          yield { ...finding, fixes: [{ title: "Restore the old name in answers", edits: [edit] }] };
        }
      }
    }
  },
});

/** A rule may be there only for what it does to answers, and make of a name what it was. */
function leavesName(rule: Extract<RewriteConfig["args"], { readonly kind: "name" }>): boolean {
  if (rule.match !== "regex") return rule.from === rule.to;
  return rule.to === "{0}." || (rule.to === "{1}." && /^\^?\(\.[*+]\)\$?$/.test(rule.from.source));
}
