/** Private and public servers in one forward. */
import { type ForwardConfig, directive as forward } from "../../../plugins/forward/directive.ts";
import { defineRule } from "../../rule.ts";
import { upstreamsOf } from "../../upstreams.ts";

export const mixedUpstreams = defineRule({
  code: "CF1012",
  name: "mixed-upstreams",
  severity: "information",
  sentence: "One forward has a private server and a public one.",
  why: "The upstreams of a forward are expected to know the same names: one of them is picked for each query, and its NXDOMAIN is final. Names that only the private server knows fail whenever the public one is picked. Give them their own block, or set `policy sequential` or `failover NXDOMAIN`.",
  threads: ["coredns#2830", "coredns#5348", "coredns#3988", "coredns#4930", "coredns#6449", "coredns#7118"],
  example: {
    bad: ". {\n    forward . 10.0.0.1 198.51.100.1\n}\n",
    good: "example.org {\n    forward . 10.0.0.1\n}\n. {\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("forward")) {
      for (const use of block.uses(forward)) {
        const upstreams = upstreamsOf(use);
        if (upstreams.length < 2) continue;
        const inside = upstreams.find(({ reach }) => reach === "private");
        const outside = upstreams.find(({ reach }) => reach === "public");
        if (inside === undefined || outside === undefined || isDeliberate(use)) continue;
        const later = inside.word.at.start.offset > outside.word.at.start.offset ? inside : outside;
        const message = `A query may go to ${inside.host}, which is private, or to ${outside.host}, which is public.`;
        yield { at: later.word.at, message };
      }
    }
  },
});

function isDeliberate({ properties }: ForwardConfig): boolean {
  const { policy, failover, next } = properties;
  return policy?.args.value.value === "sequential" || failover !== undefined || next !== undefined;
}
