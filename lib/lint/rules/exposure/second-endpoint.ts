/** kubernetes with more than one API server. */
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { defineRule } from "../../rule.ts";

export const secondEndpoint = defineRule({
  code: "CF1044",
  name: "second-endpoint",
  severity: "information",
  sentence: "kubernetes has several API servers, but only the first is used.",
  why: "CoreDNS no longer chooses among API servers. Put a load balancer in front of them and name that.",
  example: {
    bad: "cluster.local {\n    kubernetes {\n        endpoint https://192.0.2.1:6443 https://192.0.2.2:6443\n    }\n}\n",
    good: "cluster.local {\n    kubernetes {\n        endpoint https://192.0.2.1:6443\n    }\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("kubernetes")) {
      for (const { properties } of block.uses(kubernetes)) {
        const [first, second] = properties.endpoint?.args.urls ?? [];
        const last = properties.endpoint?.args.urls.at(-1);
        if (first === undefined || second === undefined || last === undefined) continue;
        const range = { file: second.at.file, start: first.at.end, end: last.at.end };
        const fixes = [{ title: "Keep only the first one", edits: [{ range, text: "" }] }];
        yield { at: second.at, message: `Only ${first.text} is asked.`, fixes };
      }
    }
  },
});
