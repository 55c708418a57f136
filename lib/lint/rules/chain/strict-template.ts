/** A template with a regular expression and without fallthrough: SERVFAIL for all names that do not match. */
import { normalizeName, zonesOrBlock } from "../../../directive/kinds/zone.ts";
import { Class } from "../../../dns/iana/class.ts";
import { RRType, rrtypeName } from "../../../dns/iana/rrtype.ts";
import type { CanonicalName } from "../../../dns/name/name.ts";
import { type TemplateConfig, directive as template } from "../../../plugins/template/directive.ts";
import { type Answerer, answerersOf } from "../../answerers.ts";
import type { LintBlock } from "../../block.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { addProperty } from "../../use-words.ts";
import { common, inWords, overlap, zonesBehindRewrite, zoneText } from "../../zones.ts";

export const strictTemplate = defineRule({
  code: "CF1045",
  name: "strict-template",
  severity: "warning",
  sentence:
    "A template ends with SERVFAIL for names its expression does not match, although another plugin could answer them.",
  why: "A template for the zone, class and type of a question ends the chain with SERVFAIL when no expression matches. With fallthrough the question goes on.",
  example: {
    bad: '. {\n    template IN A example.org {\n        match ^host[0-9]+\\.example\\.org\\.$\n        answer "{{ .Name }} 60 IN A 192.0.2.1"\n    }\n    forward . 198.51.100.1\n}\n',
    good: '. {\n    template IN A example.org {\n        match ^host[0-9]+\\.example\\.org\\.$\n        answer "{{ .Name }} 60 IN A 192.0.2.1"\n        fallthrough\n    }\n    forward . 198.51.100.1\n}\n',
  },
  *check({ blocksWith }) {
    for (const block of blocksWith("template")) {
      const answerers = answerersOf(block);
      for (const use of block.uses(template)) {
        // A template for all types keeps everything, about which missing-fallthrough speaks.
        if (use.args.type.value === RRType.ANY || !isStrict(use)) continue;
        const zones = common(zonesBehindRewrite(block), zonesOrBlock(use.args.zones, block.zones));
        const next = nextFor(use, zones, answerers);
        if (next !== undefined && !matchesAnything(use, zones)) yield finding(use, { zones, next, block });
      }
    }
  },
});

function isStrict({ args, properties }: TemplateConfig): boolean {
  const isForInternet = args.class.value === Class.IN || args.class.value === Class.ANY;
  return isForInternet && properties.match !== undefined && properties.fallthrough === undefined;
}

/** The plugin behind a template that could answer names of these zones. */
function nextFor(
  use: TemplateConfig,
  zones: readonly CanonicalName[],
  answerers: readonly Answerer[],
): Answerer | undefined {
  const at = answerers.findIndex(
    ({ at: { start, file } }) => start.offset === use.at.start.offset && file === use.at.file,
  );
  return answerers.slice(at + 1).find((later) => {
    if (later.type !== undefined && later.type !== use.args.type.value) return false;
    return later.zones?.some((zone) => zones.some((other) => overlap(zone, other))) === true;
  });
}

/** Whether any name will do, as with `.*`: no name is left over then. */
function matchesAnything({ properties }: TemplateConfig, zones: readonly CanonicalName[]): boolean {
  const probes = zones.map((zone) => normalizeName(zone === "." ? "q7-x.z9-k." : `q7-x.z9-k.${zone}`));
  const patterns = properties.match?.args.patterns ?? [];
  return probes.every((probe) => patterns.some(({ value }) => value.pattern.matcher(probe).find()));
}

interface Around {
  readonly zones: readonly CanonicalName[];
  readonly next: Answerer;
  readonly block: LintBlock;
}

function finding(use: TemplateConfig, { zones, next, block }: Around): Finding {
  const type = rrtypeName(use.args.type.value);
  const where = inWords(zones.map(zoneText));
  const message = `Questions for ${type} in ${where} that match no expression get SERVFAIL here and never reach ${next.plugin}.`;
  const words = block.wordsAt("template", use.at);
  const fix = words === undefined ? undefined : addProperty(words, "fallthrough", "Add fallthrough to template");
  return { at: use.at, message, ...(fix === undefined ? {} : { fixes: [fix] }) };
}
