/** Plugins in the order in which they run, and whether queries pass through them. */
import type { PluginFact } from "../../lib/diagram/source.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";

/** The handler of view stands in the chain for its metadata alone: it chooses among server blocks before a chain runs. */
const CHOOSES_BLOCKS = "view";

export const PLUGIN_FACTS: readonly PluginFact[] = directives.map(({ name, summary, inChain }) => ({
  name,
  summary,
  inChain: inChain && name !== CHOOSES_BLOCKS,
}));
