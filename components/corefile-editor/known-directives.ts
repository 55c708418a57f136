/** What the editor knows of each directive: the order of plugin.cfg, and the grammar of those that are described. */

import type { KnownDirective } from "../../lib/language/known-directive.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { knownPlugins } from "../../lib/plugins/known.ts";
import { PLUGIN_FACTS } from "../studio/plugin-facts.ts";

const releases = new Map(knownPlugins.map(({ name, since }) => [name, since]));
const grammars = new Map(directives.map((directive) => [directive.name, directive]));

export const KNOWN_DIRECTIVES: readonly KnownDirective[] = PLUGIN_FACTS.map(({ name, inChain, summary }) => {
  const grammar = grammars.get(name);
  return {
    name,
    inChain: grammar?.inChain ?? inChain,
    summary: grammar?.summary ?? summary,
    since: grammar?.since ?? releases.get(name),
    grammar,
  };
});
