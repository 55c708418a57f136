/** A zone of kubernetes that no cluster has: a place-holder that was not filled in. */
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { defineRule } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";

export const noClusterDomain = defineRule({
  code: "CF1057",
  name: "no-cluster-domain",
  severity: "warning",
  sentence: "kubernetes is for a zone that cannot be the domain of a cluster.",
  why: "Kubernetes allows only letters, digits, dots and hyphens in the domain of a cluster. This looks like the name of a variable that a tool should have filled in; most clusters have cluster.local.",
  threads: ["coredns#5779"],
  example: {
    bad: ". {\n    kubernetes dns_domain in-addr.arpa {\n        fallthrough in-addr.arpa\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    kubernetes cluster.local in-addr.arpa {\n        fallthrough in-addr.arpa\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("kubernetes")) {
      for (const { args } of block.uses(kubernetes)) {
        for (const { text, token } of args.zones) {
          if (!/^\w*_\w*\.?$/.test(text)) continue;
          const message = `No cluster has the domain ${text}, so kubernetes answers nothing of it.`;
          yield { at: token.range, message, fixes: [replaceWord(token, "cluster.local", "Write cluster.local")] };
        }
      }
    }
  },
});
