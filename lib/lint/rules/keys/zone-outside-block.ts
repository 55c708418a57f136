/** A plugin for zones of which its server block never gets a query. */

import type { Directive } from "../../../directive/directive.ts";
import type { Zones } from "../../../directive/kinds/zone.ts";
import type { Value } from "../../../directive/value.ts";
import { ROOT } from "../../../dns/name/name.ts";
import { directive as acl } from "../../../plugins/acl/directive.ts";
import { directive as cache } from "../../../plugins/cache/directive.ts";
import { directive as dnssec } from "../../../plugins/dnssec/directive.ts";
import { directive as etcd } from "../../../plugins/etcd/directive.ts";
import { directive as file } from "../../../plugins/file/directive.ts";
import { directive as forward } from "../../../plugins/forward/directive.ts";
import { directive as hosts } from "../../../plugins/hosts/directive.ts";
import { directive as k8sExternal } from "../../../plugins/k8s_external/directive.ts";
import { directive as kubernetes } from "../../../plugins/kubernetes/directive.ts";
import { directive as template } from "../../../plugins/template/directive.ts";
import type { Range } from "../../../text/position.ts";
import type { LintBlock } from "../../block.ts";
import { isMisplacedDirective } from "../../misplaced-directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { inWords, isOdd, overlap, zoneText } from "../../zones.ts";

/** One use of a directive with zones. */
export interface ZonesConfig {
  readonly at: Range;
  readonly args: { readonly zones: readonly Value<Zones>[] };
}

const REWRITERS = ["rewrite", "autopath"];

/** Directives whose zones are about the names of questions. */
export const WITH_ZONES: readonly Directive<ZonesConfig>[] = [
  acl,
  cache,
  dnssec,
  etcd,
  file,
  hosts,
  k8sExternal,
  kubernetes,
  template,
];

export const zoneOutsideBlock = defineRule({
  code: "CF1027",
  name: "zone-outside-block",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A plugin has a zone for which its server block gets no queries.",
  why: "A server block only gets queries for names in the zones of its keys. Add the zone to the keys, or move the plugin to a block that has it.",
  threads: ["coredns_omada#76"],
  example: {
    bad: "example.org {\n    file db.example.net example.net\n}\n",
    good: "example.net {\n    file db.example.net example.net\n}\n",
  },
  *check({ blocksWith }) {
    for (const directive of WITH_ZONES) {
      for (const block of blocksWith(directive.name)) {
        if (!isLimited(block) || isSource(directive.name, block)) continue;
        for (const { args } of block.uses(directive)) yield* findings(directive.name, args.zones, block);
      }
    }
    for (const block of blocksWith("forward")) {
      if (!isLimited(block)) continue;
      for (const { args } of block.uses(forward)) yield* findings("forward", [args.from], block);
    }
  },
});

/** k8s_external asks kubernetes for services, and reverse names are looked up in hosts, whatever the zone of these is. */
function isSource(name: string, block: LintBlock): boolean {
  if (name === "kubernetes") return block.has("k8s_external");
  return name === "hosts" && block.zones.some((zone) => zone.endsWith(".arpa."));
}

/** Whether only names in the block's own zones come to its plugins; rewritten ones may be in any zone. */
function isLimited(block: LintBlock): boolean {
  const { zones } = block;
  return zones.length > 0 && !zones.includes(ROOT) && !zones.some(isOdd) && !REWRITERS.some((name) => block.has(name));
}

function* findings(name: string, words: readonly Value<Zones>[], block: LintBlock): Iterable<Finding> {
  for (const word of words) {
    if (
      word.value.length === 0 ||
      isMisplacedDirective(word.text) ||
      word.value.some((zone) => block.zones.some((own) => overlap(zone, own)))
    )
      continue;
    const zones = inWords(block.zones.map(zoneText));
    yield {
      at: word.at,
      message: `This block only gets queries for ${zones}, so ${name} never sees one for ${word.text}.`,
    };
  }
}
