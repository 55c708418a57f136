/** template runs before hosts, wherever it is written. */
import { parseIp } from "../../directive/go/net.ts";
import { normalizeName, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { Class } from "../../dns/iana/class.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { directive as hosts } from "../../plugins/hosts/directive.ts";
import { type TemplateConfig, directive as template } from "../../plugins/template/directive.ts";
import type { LintBlock } from "../block.ts";
import { defineRule } from "../rule.ts";
import { covers } from "../zones.ts";

export const hostsBehindTemplate = defineRule({
  code: "CF1007",
  name: "hosts-behind-template",
  severity: "warning",
  sentence: "An entry of hosts is never used, because template answers for its name first.",
  why: "Plugins run in the order of plugin.cfg, in which template comes before hosts, whatever their order in the Corefile. Let the template's expression leave the name out.",
  threads: ["coredns#5350"],
  example: {
    bad: '. {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n    template IN A example.org {\n        answer "{{ .Name }} 60 IN A 192.0.2.2"\n    }\n}\n',
    good: '. {\n    hosts {\n        192.0.2.1 www.example.org\n    }\n    template IN A dyn.example.org {\n        answer "{{ .Name }} 60 IN A 192.0.2.2"\n    }\n}\n',
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("template")) {
      if (block.has("rewrite")) continue;
      const templates = block.uses(template);
      for (const { rows } of block.uses(hosts)) {
        for (const { words } of rows) {
          const [address, ...names] = words;
          for (const name of names) {
            const by = templates.find((use) => answers(use, { name: name.text, address: address?.text ?? "" }, block));
            if (by === undefined) continue;
            const message = `template in line ${by.at.start.line} answers for ${name.text} before hosts is asked.`;
            yield { at: name.at, message };
          }
        }
      }
    }
  },
});

interface Entry {
  readonly name: string;
  readonly address: string;
}

function answers({ args, properties }: TemplateConfig, { name, address }: Entry, block: LintBlock): boolean {
  const bytes = parseIp(address);
  if (bytes === undefined || properties.expr.length > 0) return false;
  const { value: type } = args.type;
  if (type !== RRType.ANY && type !== (bytes.length === 4 ? RRType.A : RRType.AAAA)) return false;
  if (args.class.value !== Class.IN && args.class.value !== Class.ANY) return false;
  const qname = normalizeName(name);
  if (!covers(zonesOrBlock(args.zones, block.zones), qname)) return false;
  const patterns = properties.match?.args.patterns;
  return patterns === undefined || patterns.some(({ value }) => value.pattern.matcher(qname).find());
}
