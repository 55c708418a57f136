/** Names that are rewritten into the cluster's zone, in a block that knows nothing of the cluster. */
import { type CanonicalName, isAtOrBelow } from "../../../dns/name/name.ts";
import { type ForwardConfig, directive as forward } from "../../../plugins/forward/directive.ts";
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { type RewriteConfig, directive as rewrite } from "../../../plugins/rewrite/directive.ts";
import { answerersOf } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { upstreamsOf } from "../../upstreams.ts";
import { covers, zoneText } from "../../zones.ts";

export const rewrittenAway = defineRule({
  code: "CF1047",
  name: "rewritten-away",
  severity: "warning",
  sentence: "Names are rewritten into a zone of kubernetes that is in another block.",
  why: "A query stays in the block that its first name chose, whatever the name is rewritten to; only the plugins of this block are asked. Move the rule to the block of kubernetes, or forward to this server itself.",
  threads: ["helm/community#245", "coredns#5265"],
  example: {
    bad: "example.org {\n    rewrite name suffix .example.org .prod.svc.cluster.local answer auto\n    forward . 198.51.100.1\n}\n. {\n    kubernetes cluster.local\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    rewrite name suffix .example.org .prod.svc.cluster.local answer auto\n    kubernetes cluster.local\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith, isWhole }) {
    const clusters = blocksWith("kubernetes").flatMap((block) => block.uses(kubernetes));
    const zones = clusters.flatMap(({ args }) => args.zones.flatMap(({ value }) => value));
    if (zones.length === 0 || !isWhole) return;
    for (const block of blocksWith("rewrite")) {
      if (!block.isWhole || block.has("autopath")) continue;
      for (const { at, args } of block.uses(rewrite)) {
        const target = targetOf(args);
        const zone = target === undefined ? undefined : zones.find((other) => isAtOrBelow(target, other));
        if (target === undefined || zone === undefined || mayAnswer(block, zone)) continue;
        const message = `The rewritten names are in ${zoneText(zone)}, but this block has no kubernetes for that zone.`;
        yield { at, message };
      }
    }
  },
});

/** What all names end in that a rule makes; undefined when that cannot be told. */
function targetOf(rule: RewriteConfig["args"]): CanonicalName | undefined {
  if (rule.kind !== "name" || rule.parts !== undefined || rule.match === "prefix" || rule.match === "substring")
    return undefined;
  const plain = rule.to.slice(rule.to.lastIndexOf("}") + 1).replace(/^\./, "");
  // It is normalised, and what was cut off ended with a dot.
  return plain === "" || plain === "." ? undefined : (plain as CanonicalName);
}

/** Whether a plugin of the block may know names of a zone; public servers know none of a cluster's. */
function mayAnswer(block: LintBlock, zone: CanonicalName): boolean {
  const others = answerersOf(block).filter(({ plugin }) => plugin !== "forward");
  if (
    others.some(
      ({ zones }) => zones === undefined || covers(zones, zone) || zones.some((own) => isAtOrBelow(own, zone)),
    )
  )
    return true;
  return block.uses(forward).some((use) => {
    // The servers in a resolv.conf are those of the node, which the cluster's own DNS is not among: it would ask itself.
    return upstreamsOf(use).some(({ reach }) => reach !== "public") || use.args.to.some(({ value }) => isOther(value));
  });
}

function isOther(upstream: ForwardConfig["args"]["to"][number]["value"]): boolean {
  return upstream.kind === "file" ? !upstream.path.endsWith("resolv.conf") : upstream.kind !== "address";
}
