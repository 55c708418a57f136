/** hosts, file and the like keep every name of the block for themselves when nothing falls through. */

import type { CanonicalName } from "../../../dns/name/name.ts";
import { type Answerer, answerersOf, shutsOut } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { addProperty } from "../../use-words.ts";
import { inWords } from "../../zones.ts";

/** What a plugin says to names that it does not know. */
const DENIALS: Readonly<Record<string, string>> = { hosts: "SERVFAIL", template: "SERVFAIL" };

export const missingFallthrough = defineRule({
  code: "CF1003",
  name: "missing-fallthrough",
  severity: "warning",
  sentence: "A plugin without `fallthrough` keeps all names of the block, so later plugins are never asked.",
  why: "Without fallthrough a plugin answers every name in its zones, even those it does not know. With it, unknown names go to the next plugin.",
  threads: ["coredns#7942", "coredns#6891", "coredns#3601", "coredns#4444", "coredns#7230"],
  example: {
    bad: ". {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    hosts {\n        192.0.2.1 www.example.org\n        fallthrough\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocks }) {
    for (const block of blocks) {
      const answerers = answerersOf(block);
      if (answerers.length < 2) continue;
      for (const [index, first] of answerers.entries()) {
        if (!first.takesFallthrough || (first.plugin === "hosts" && block.zones.every(isReverse))) continue;
        const behind = answerers.slice(index + 1).filter(({ plugin }) => plugin !== first.plugin);
        const never = behind.filter((later) => shutsOut(first, later, block));
        if (never.length > 0) yield finding(first, never, block);
      }
    }
  },
});

/** hosts hands on all reverse names that it does not know. */
function isReverse(zone: CanonicalName): boolean {
  return zone.endsWith("in-addr.arpa.") || zone.endsWith("ip6.arpa.");
}

function finding(first: Answerer, never: readonly Answerer[], block: LintBlock): Finding {
  const names = inWords([...new Set(never.map(({ plugin }) => plugin))]);
  const denial = DENIALS[first.plugin] ?? "NXDOMAIN";
  const other = first.plugin === "hosts" ? "but unknown reverse names" : "of this block";
  const message = `${first.plugin} answers ${denial} for names it does not know, so nothing ${other} ever reaches ${names}.`;
  const use = block.wordsAt(first.plugin, first.at);
  const fix = use === undefined ? undefined : addProperty(use, "fallthrough", `Add fallthrough to ${first.plugin}`);
  return { at: first.at, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
}
