/** AAAA questions answered with NXDOMAIN to "turn IPv6 off". */
import { zonesOrBlock } from "../../../directive/kinds/zone.ts";
import { Rcode } from "../../../dns/iana/rcode.ts";
import { RRType } from "../../../dns/iana/rrtype.ts";
import { type TemplateConfig, directive as template } from "../../../plugins/template/directive.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { overlap } from "../../zones.ts";

export const aaaaDenied = defineRule({
  code: "CF1013",
  name: "aaaa-denied",
  severity: "warning",
  sentence: "A template denies the whole name where only its AAAA records are unwanted.",
  why: "NXDOMAIN says that a name does not exist for any type. Many clients then do not ask for its A records, or drop them. Use NOERROR without records instead.",
  threads: ["coredns#3559", "coredns#3904", "coredns#779"],
  example: {
    bad: ". {\n    template IN AAAA . {\n        rcode NXDOMAIN\n    }\n    forward . 198.51.100.1\n}\n",
    good: ". {\n    template IN AAAA . {\n        rcode NOERROR\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("template")) {
      const denials = block.uses(template).filter(({ properties }) => {
        return properties.rcode?.args.value.value === Rcode.NXDOMAIN;
      });
      for (const use of denials) {
        const rcode = use.properties.rcode?.args.value;
        if (rcode === undefined || use.args.type.value !== RRType.AAAA || isDeniedAtAll(use, denials, block)) continue;
        const message =
          "This tells an AAAA question that the name does not exist, so clients may not use its A records.";
        const fix = { title: "Answer NOERROR without records", edits: [{ range: rcode.at, text: "NOERROR" }] };
        yield { at: rcode.at, message, fixes: [fix] };
      }
    }
  },
});

/** Another template denies the A records as well: the names are blocked, not IPv6. */
function isDeniedAtAll(use: TemplateConfig, denials: readonly TemplateConfig[], block: LintBlock): boolean {
  const zones = zonesOrBlock(use.args.zones, block.zones);
  return denials.some(({ args }) => {
    if (args.type.value !== RRType.A && args.type.value !== RRType.ANY) return false;
    return zonesOrBlock(args.zones, block.zones).some((zone) => zones.some((other) => overlap(zone, other)));
  });
}
