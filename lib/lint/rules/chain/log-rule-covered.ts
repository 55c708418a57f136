/** A use of log behind one that decides about all of its names. */
import { normalizeName } from "../../../directive/kinds/zone.ts";
import { type CanonicalName, ROOT } from "../../../dns/name/name.ts";
import { type LogConfig, directive as log } from "../../../plugins/log/directive.ts";
import { defineRule } from "../../rule.ts";
import { covers, inWords, zoneText } from "../../zones.ts";

export const logRuleCovered = defineRule({
  code: "CF1056",
  name: "log-rule-covered",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A log line never applies, because one before it decides about all of its names.",
  why: "The first log line that has the name of a query decides whether it is logged, and how: lines after it are not looked at, whatever their classes. Put the narrower names first.",
  threads: ["coredns#2323"],
  example: {
    bad: ". {\n    log\n    log example.org {\n        class error\n    }\n    whoami\n}\n",
    good: ". {\n    log example.org {\n        class error\n    }\n    log\n    whoami\n}\n",
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("log")) {
      const uses = block.uses(log);
      if (uses.length < 2) continue;
      const before: { readonly zones: readonly CanonicalName[]; readonly line: number }[] = [];
      for (const use of uses) {
        const zones = zonesOf(use);
        const first = before.find((other) => zones.every((zone) => covers(other.zones, zone)));
        before.push({ zones, line: use.at.start.line });
        if (first === undefined) continue;
        const names = inWords(zones.map(zoneText));
        yield {
          at: use.at,
          message: `The log in line ${first.line} decides about all names in ${names} before this one.`,
        };
      }
    }
  },
});

/** Without names a line is for all. */
function zonesOf({ args }: LogConfig): readonly CanonicalName[] {
  return args.names.length === 0 ? [ROOT] : args.names.map(({ value }) => normalizeName(value));
}
