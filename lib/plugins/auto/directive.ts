/** How auto is written in a Corefile. */

import { absoluteZone } from "../../corefile/zone-address.ts";
import { NO_RELOAD, TRANSFER_MOVED } from "../../directive/advice/removed.ts";
import { one, optional, rest } from "../../directive/argument.ts";
import { plain, position, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named, where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { zoneFolder } from "../../directive/kinds/file.ts";
import { regex } from "../../directive/kinds/regex.ts";
import { text } from "../../directive/kinds/text.ts";
import { zone, zonesOrBlock } from "../../directive/kinds/zone.ts";
import { line, steps } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import { compileRegex } from "../../go/regex.ts";

const MAX_REGEX_OCTETS = 10_000;
/** CoreDNS blames file for what is wrong with reload. */
const PREFIXES = ["auto", "file"];

const pattern = where(
  regex({ maxOctets: MAX_REGEX_OCTETS, tooLong: () => position("regexp too large") }),
  ({ groups }) => (groups === 0 ? position("Need at least one sub expression") : undefined),
  { placeholder: "REGEXP", expects: "a regular expression in Go's syntax with at least one group" },
);

const interval = where(duration, ({ ms }) =>
  ms < 0 ? { style: "plain", text: "invalid duration", prefixes: PREFIXES } : undefined,
);

/** What {N} stands for: CoreDNS takes every brace for the start of a group's number. */
const GROUP = /\{(\d+)\}/g;

/** It goes on without a zone that it cannot take. */
const masterFiles = zoneFolder({
  reader: {
    severity: "warning",
    says: (text, origin) => `[WARNING] plugin/auto: Parse zone \`${origin}': ${text}`,
  },
  zoneOfFile([expression = "db\\.(.*)", template = "{1}"]) {
    const compiled = compileRegex(expression);
    if (!compiled.ok) return undefined;
    const { groups, pattern: compiledPattern } = compiled.value;
    return (name) => {
      const matcher = compiledPattern.matcher(name);
      if (!matcher.find()) return undefined;
      const group = (digits: string): string => (Number(digits) <= groups ? (matcher.group(Number(digits)) ?? "") : "");
      return absoluteZone(template.replace(GROUP, (_, digits: string) => group(digits)));
    };
  },
});

export const directive = defineDirective({
  name: "auto",
  since: "002",
  inChain: true,
  removed: { transfer: TRANSFER_MOVED, no_reload: NO_RELOAD },
  until: { transfer: "1.8.0" },
  // Which of the zones there are files for is not known.
  answers: ({ args }, blockZones) => ({
    zones: zonesOrBlock(args.zones, blockZones),
    passes: undefined,
    takesFallthrough: false,
  }),
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves the zones of all master files in a folder, and follows files that come and go.",
  args: {
    zones: rest(zone, { summary: "Only zones at or below these; the server block's by default." }),
  },
  properties: {
    directory: property({
      summary: "The folder with the master files, and how their names tell the zone.",
      repeat: "each",
      args: steps({
        folder: one(masterFiles, { summary: "The folder; relative to root. Subfolders are searched too." }),
        pattern: optional(pattern, { summary: "Which files are master files; db\\.(.*) by default." }),
        template: optional(named(text, { placeholder: "TEMPLATE", expects: "a template such as {1}" }), {
          summary: "The zone of a file, {1} being the first group of the expression; {1} by default.",
        }),
      }),
      check({ pattern: given, template }, complain) {
        if (given !== undefined && template === undefined) complain(wrongCount, given);
      },
    }),
    reload: property({
      summary: "How often to look for new files and serials; 1m by default, 0s for never.",
      args: line(
        { interval: one(interval, { says: { style: "plain", text: "{error}", prefixes: PREFIXES } }) },
        { missing: plain("reload duration value is expected"), extra: "ignore" },
      ),
    }),
    upstream: property({
      summary: "Has no effect any more.",
      args: line({}, { extra: "ignore" }),
      obsolete: true,
    }),
  },
});

/** One use of auto. */
export type AutoConfig = ConfigOf<typeof directive>;
