/** template runs before hosts, wherever it is written. */

import { normalizeName, zonesOrBlock } from "../../../directive/kinds/zone.ts";
import { Class } from "../../../dns/iana/class.ts";
import { RRType } from "../../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../../dns/name/name.ts";
import { parseIp } from "../../../go/net.ts";
import { directive as hosts } from "../../../plugins/hosts/directive.ts";
import { type TemplateConfig, directive as template } from "../../../plugins/template/directive.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule } from "../../rule.ts";
import { covers } from "../../zones.ts";

export const hostsBehindTemplate = defineRule({
  code: "CF1007",
  name: "hosts-behind-template",
  severity: "warning",
  inEveryBlock: true,
  sentence: "An entry in hosts is never used, because template answers its name first.",
  why: "Plugins run in the order of plugin.cfg, where template comes before hosts, whatever their order in the Corefile. Change the template's expression so that it does not match the name.",
  threads: ["coredns#5350"],
  example: {
    bad: '. {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n    template IN A example.org {\n        answer "{{ .Name }} 60 IN A 192.0.2.2"\n    }\n}\n',
    good: '. {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n    template IN A dyn.example.org {\n        answer "{{ .Name }} 60 IN A 192.0.2.2"\n    }\n}\n',
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("template")) {
      if (block.has("rewrite") || !block.has("hosts")) continue;
      const templates = block
        .uses(template)
        .filter(isUnconditional)
        .map((use) => ({ use, zones: zonesOf(use, block) }));
      for (const { rows } of block.uses(hosts)) {
        for (const { words } of rows) {
          const [address, ...names] = words;
          const type = typeOf(address?.text ?? "");
          for (const name of type === undefined ? [] : names) {
            const qname = normalizeName(name.text);
            const by = templates.find(({ use, zones }) => covers(zones, qname) && answers(use, { qname, type }));
            if (by === undefined) continue;
            const message = `template in line ${by.use.at.start.line} answers ${name.text} before hosts is asked.`;
            yield { at: name.at, message };
          }
        }
      }
    }
  },
});

function zonesOf({ args }: TemplateConfig, block: LintBlock): readonly CanonicalName[] {
  return zonesOrBlock(args.zones, block.zones);
}

/** The type of the record that an address makes. */
function typeOf(address: string): number | undefined {
  const bytes = parseIp(address);
  if (bytes === undefined) return undefined;
  return bytes.length === 4 ? RRType.A : RRType.AAAA;
}

/** Whether a template goes by nothing but the question. */
function isUnconditional({ args, properties }: TemplateConfig): boolean {
  return properties.expr.length === 0 && (args.class.value === Class.IN || args.class.value === Class.ANY);
}

interface Question {
  readonly qname: CanonicalName;
  readonly type: number | undefined;
}

function answers({ args, properties }: TemplateConfig, { qname, type }: Question): boolean {
  if (args.type.value !== RRType.ANY && args.type.value !== type) return false;
  const patterns = properties.match?.args.patterns;
  return patterns === undefined || patterns.some(({ value }) => value.pattern.matcher(qname).find());
}
