/** kubernetes owns all reverse names, and denies those of addresses outside of the cluster. */
import { fallthroughZones } from "../../../directive/kinds/zone.ts";
import type { CanonicalName } from "../../../dns/name/name.ts";
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { answerersOf } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { addProperty } from "../../use-words.ts";
import { covers, inWords, zoneText } from "../../zones.ts";

const REVERSE: ReadonlySet<string> = new Set(["in-addr.arpa.", "ip6.arpa."]);

export const reverseWithoutFallthrough = defineRule({
  code: "CF1040",
  name: "reverse-without-fallthrough",
  severity: "warning",
  sentence: "kubernetes takes all reverse zones and lets none of them fall through.",
  why: "These zones also hold the names of addresses outside the cluster. With `fallthrough in-addr.arpa ip6.arpa`, what kubernetes does not know goes on to forward.",
  example: {
    bad: ". {\n    kubernetes cluster.local in-addr.arpa ip6.arpa\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n        fallthrough in-addr.arpa ip6.arpa\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("kubernetes")) {
      for (const { at, args, properties } of block.uses(kubernetes)) {
        const passed = fallthroughZones(properties.fallthrough);
        const kept = args.zones.filter(({ value }) => value.some((zone) => REVERSE.has(zone) && !covers(passed, zone)));
        const [first] = kept;
        const zones = kept.flatMap(({ value }) => value);
        const next = zones.map((zone) => answererBehind(block, zone)).find((plugin) => plugin !== undefined);
        if (first === undefined || next === undefined) continue;
        const words = block.wordsAt("kubernetes", at);
        const line = `fallthrough ${zones.map(zoneText).join(" ")}`;
        const fix =
          words === undefined || properties.fallthrough !== undefined
            ? undefined
            : addProperty(words, line, "Let reverse names fall through");
        const message = `kubernetes denies all names in ${inWords(zones.map(zoneText))} that are not in the cluster, and ${next} is not asked.`;
        yield { at: first.at, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
      }
    }
  },
});

/** The plugin that would get the names of a zone if kubernetes let them through, unless it gets nothing at all. */
function answererBehind(block: LintBlock, zone: CanonicalName): string | undefined {
  if (!covers(block.zones, zone)) return undefined;
  const answerers = answerersOf(block);
  const at = answerers.findIndex(({ plugin }) => plugin === "kubernetes");
  return answerers.slice(at + 1).find(({ zones }) => zones !== undefined && covers(zones, zone))?.plugin;
}
