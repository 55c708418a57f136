/** autopath in a block that cannot answer the last name of a search path. */
import { ROOT } from "../../../dns/name/name.ts";
import { answerersOf } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { covers, inWords, zoneText } from "../../zones.ts";

export const autopathWithoutUpstream = defineRule({
  code: "CF1055",
  name: "autopath-without-upstream",
  severity: "warning",
  sentence: "autopath is in a block where nothing answers names outside the cluster.",
  why: "autopath asks for the name as it is in the end, in its own block: the block of another zone is not asked. Pods then get SERVFAIL for names outside the cluster. Put autopath, kubernetes and forward into one block for `.`.",
  threads: ["coredns#2532"],
  example: {
    bad: "cluster.local {\n    autopath @kubernetes\n    kubernetes {\n        pods verified\n    }\n}\n. {\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    autopath @kubernetes\n    kubernetes cluster.local {\n        pods verified\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("autopath")) {
      const [use] = block.wordsOf("autopath");
      if (!block.isWhole || use === undefined || mayAnswerAll(block)) continue;
      const zones = inWords(block.zones.map(zoneText));
      const message = `Names outside ${zones} that autopath tries get SERVFAIL: no plugin of this block answers them.`;
      yield { at: use.head.range, message };
    }
  },
});

/** Whether a plugin of the block may answer names of all zones. */
function mayAnswerAll(block: LintBlock): boolean {
  const meant = block.directives.filter(({ answers }) => answers !== undefined);
  if (meant.length === 0 || meant.some((one) => block.uses(one).length < block.wordsOf(one.name).length)) return true;
  return answerersOf(block).some(({ zones }) => zones === undefined || covers(zones, ROOT));
}
