/** The grammar of metadata. */
import { rest } from "../../directive/argument.ts";
import { wrongCount } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { zone } from "../../directive/kinds/zone.ts";

export const directive = defineDirective({
  name: "metadata",
  since: "1.2.0",
  inChain: true,
  repeat: { once: wrongCount },
  summary: "Collects facts about queries for other plugins to use.",
  args: { zones: rest(zone, { summary: "Only names in these zones; the server block's by default." }) },
  unknownProperty: wrongCount,
});
