/** autopath that cannot know the client's namespace. */
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { addProperty, replaceWord } from "../../use-words.ts";

export const autopathWithoutPods = defineRule({
  code: "CF1029",
  name: "autopath-without-pods",
  severity: "warning",
  sentence: "autopath has no effect, because kubernetes does not watch pods.",
  why: "autopath needs the namespace of the pod that asks, and kubernetes knows it only with `pods verified`. That costs memory for every pod of the cluster.",
  example: {
    bad: ". {\n    autopath @kubernetes\n    kubernetes cluster.local {\n        pods insecure\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    autopath @kubernetes\n    kubernetes cluster.local {\n        pods verified\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("autopath")) {
      const source = block.wordsOf("autopath")[0]?.args.at(-1);
      const [use] = block.uses(kubernetes);
      if (source?.text !== "@kubernetes" || use === undefined) continue;
      const mode = use.properties.pods?.args.mode;
      if (mode?.value === "verified") continue;
      const finding: Finding = {
        at: source.range,
        message: `autopath does nothing while kubernetes has pods ${mode?.value ?? "disabled"}.`,
      };
      const words = block.wordsAt("kubernetes", use.at);
      const title = "Let kubernetes verify pods";
      const added = words === undefined ? undefined : addProperty(words, "pods verified", title);
      const fix = mode === undefined ? added : replaceWord(mode.token, "verified", title);
      yield fix === undefined ? finding : { ...finding, fixes: [fix] };
    }
  },
});
