/** A plugin behind one that answers everything and hands nothing on. */

import type { Fix } from "../../../text/edit.ts";
import { lineOf } from "../../../text/line-of.ts";
import { type Answerer, AnswerersByZone, answerersOf, shutsOut, wantedBy } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { removeLine } from "../../use-words.ts";

export const neverRuns = defineRule({
  code: "CF1006",
  name: "never-runs",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A plugin is never asked, because one that runs before it answers everything.",
  why: "Plugins run in the fixed order of plugin.cfg, uses of the same plugin in the order of the file, and the first one that answers ends the chain. Remove one of the two, or give them different zones.",
  threads: ["coredns#3124", "coredns#7285"],
  example: {
    bad: ". {\n    forward . 198.51.100.1\n    whoami\n}\n",
    good: "example.org {\n    whoami\n}\n. {\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocks }) {
    for (const block of blocks) {
      const answerers = answerersOf(block);
      if (answerers.length < 2) continue;
      const before = new AnswerersByZone();
      for (const later of answerers) {
        const first = firstThatKeepsAll(later, before, block);
        before.add(later);
        if (first === undefined) continue;
        const order = first.plugin === later.plugin ? "stands before it" : "runs before it";
        const line = `${first.plugin} in ${first.at.file === later.at.file ? `line ${first.at.start.line}` : lineOf(first.at)}`;
        const message = `${later.plugin} is never asked: ${line} ${order} and answers everything that could reach it.`;
        const fix = later.plugin === "whoami" ? removal(later, block) : undefined;
        yield { at: later.at, message, ...(fix === undefined ? {} : { fixes: [fix] }), ...aboutImport(first, later) };
      }
    }
  },
});

/** What an import brings stands beside the lines that are there, and takes the place of none. */
function aboutImport(first: Answerer, later: Answerer): Pick<Finding, "help"> {
  if (first.at.file === later.at.file || first.plugin !== later.plugin) return {};
  return {
    help: `An import adds lines to a block and replaces none: the ${first.plugin} that is there already is asked. Change that one, or give the zones of the other one a server block of their own.`,
  };
}

/** whoami says nothing that somebody may have meant to keep. */
function removal({ plugin, at }: Answerer, block: LintBlock): Fix | undefined {
  const words = block.wordsAt(plugin, at)?.words;
  const last = words?.at(-1);
  return words?.[0] === undefined || last === undefined ? undefined : removeLine(words[0], last, `Take ${plugin} out`);
}

/** The use before another one that nothing gets past, and no fallthrough would change that. */
function firstThatKeepsAll(later: Answerer, before: AnswerersByZone, block: LintBlock): Answerer | undefined {
  const [zone] = wantedBy(later, block);
  if (zone === undefined) return undefined;
  for (const first of before.covering(zone)) {
    const isOther = first.plugin !== later.plugin || first.plugin === "forward" || first.plugin === "template";
    if (isOther && !first.takesFallthrough && shutsOut(first, later, block)) return first;
  }
  return undefined;
}
