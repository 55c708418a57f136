/** Lines of hosts that are no entries, and names for which hosts is never asked. */

import { cameLater } from "../../../directive/dated.ts";
import type { Directive } from "../../../directive/directive.ts";
import { normalizeName, zonesOrBlock } from "../../../directive/kinds/zone.ts";
import { nearestWords } from "../../../directive/nearest.ts";
import { parseIp } from "../../../go/net.ts";
import { type HostsConfig, directive as hosts } from "../../../plugins/hosts/directive.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { replaceWord } from "../../use-words.ts";
import { covers, inWords, zoneText } from "../../zones.ts";

export const hostsLineIgnored = defineRule({
  code: "CF1035",
  name: "hosts-line-ignored",
  severity: "warning",
  inEveryBlock: true,
  sentence: "A line in hosts, or a name on it, is silently skipped.",
  why: "An entry is an address followed by names, each in full and in a zone that hosts serves. CoreDNS says nothing about other lines; a misspelt property becomes such a line.",
  example: {
    bad: ". {\n    hosts {\n        192.0.2.1 www.example.org\n        falthrough\n    }\n}\n",
    good: ". {\n    hosts {\n        192.0.2.1 www.example.org\n        fallthrough\n    }\n    forward . 198.51.100.1\n}\n",
  },
  *check({ blocksWith, directives }) {
    // As the release in question has it.
    const known = directives.find(({ name }) => name === hosts.name) ?? hosts;
    for (const block of blocksWith("hosts")) {
      for (const { args, rows } of block.uses(hosts)) {
        const zones = zonesOrBlock(args.zones, block.zones);
        for (const row of rows) yield* findings(row, zones, known);
      }
    }
  },
});

type Row = HostsConfig["rows"][number];

function* findings(
  { words }: Row,
  zones: Parameters<typeof covers>[0],
  { properties, dated }: Pick<Directive<unknown>, "properties" | "dated">,
): Iterable<Finding> {
  const [address, ...names] = words;
  // What a template would fill in is not known yet.
  if (address === undefined || words.some(({ text }) => /[{}<>$]/.test(text))) return;
  if (parseIp(address.text.split("%", 1)[0] ?? "") === undefined) {
    const since = dated?.laterProperties[address.text]?.since;
    const [meant] = since === undefined ? nearestWords(address.text, Object.keys(properties)) : [];
    const fixes = meant === undefined ? [] : [replaceWord(address.token, meant, `Write ${meant}`)];
    const message = `"${address.text}" is neither an address nor a property of hosts, so the line is skipped.`;
    const help = dated === undefined || since === undefined ? {} : { help: cameLater(address.text, since, dated) };
    yield { at: address.at, message, fixes, ...help };
  } else if (names.length === 0) {
    yield { at: address.at, message: `There is no name after ${address.text}.` };
  } else {
    for (const name of names) {
      if (covers(zones, normalizeName(name.text))) continue;
      yield {
        at: name.at,
        message: `hosts is asked only for names in ${inWords(zones.map(zoneText))}, never for ${name.text}.`,
      };
    }
  }
}
