/** From directives to handler (CoreDNS, plugin template, set-up). */

import { fallthroughZones, zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { compileRegex, type Regex } from "../../go/regex.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { Template } from "../../template/template.ts";
import { AliasLookUps } from "./alias-look-ups.ts";
import { type Conditions, readConditions } from "./conditions.ts";
import { conditionLines, directive, type TemplateConfig } from "./directive.ts";
import { createTemplate } from "./handler.ts";
import { createTemplateCounters } from "./metrics.ts";
import type { SectionText, TemplateSettings } from "./settings.ts";

export const setup = defineSetup(
  directive,
  (uses, { block, host }) => {
    const templates = uses.map((use) => settingsOf(use, block.zones));
    return createTemplate(templates, {
      counters: createTemplateCounters(host.metrics),
      lookUps: new AliasLookUps(block),
      clock: host.clock,
    });
  },
  {
    // Expressions are compiled as they come, before the next line is read.
    onTheWay({ cut }, { problem }) {
      const lines = cut?.lines ?? [];
      const conditions = readConditions(
        conditionLines({
          var: lines.filter((line) => line.name === "var"),
          expr: lines.filter((line) => line.name === "expr"),
        }),
      );
      if (!("error" in conditions)) return undefined;
      const { at, error } = conditions;
      return problem(`plugin/template: ${at.file}:${at.start.line} - Error during parsing: ${error}`, { at });
    },
  },
);

function settingsOf(use: TemplateConfig, blockZones: readonly CanonicalName[]): TemplateSettings {
  const { at, args, properties } = use;
  const patterns = properties.match?.args.patterns.map(({ value }) => value) ?? [];
  return {
    at,
    zones: zonesOrBlock(args.zones, blockZones),
    qclass: args.class.value,
    qtype: args.type.value,
    patterns: patterns.length > 0 ? patterns : [everything()],
    rcode: properties.rcode?.args.value.value ?? Rcode.NOERROR,
    texts: {
      answer: textsOf(properties.answer?.args.templates),
      additional: textsOf(properties.additional?.args.templates),
      authority: textsOf(properties.authority?.args.templates),
    },
    extendedError: properties.ederror?.args,
    conditions: conditionsOf(use),
    fallthrough: { zones: fallthroughZones(properties.fallthrough) },
  };
}

/** The directive has checked them. */
function conditionsOf(use: TemplateConfig): Conditions {
  const conditions = readConditions(conditionLines(use.properties));
  if ("error" in conditions) throw new Error(conditions.error);
  return conditions;
}

/** What stands for a template without `match`. */
function everything(): Regex {
  const regex = compileRegex(".*");
  if (!regex.ok) throw new Error(regex.error);
  return regex.value;
}

function textsOf(templates: readonly Value<Template>[] = []): readonly SectionText[] {
  return templates.map(({ value, at }) => ({ template: value, at }));
}
