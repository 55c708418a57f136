/** All directives of CoreDNS for questions about Corefiles, in the order of plugin.cfg. */
import { rest } from "../../lib/directive/argument.ts";
import { type Directive, defineDirective } from "../../lib/directive/directive.ts";
import { text } from "../../lib/directive/kinds/text.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { knownPlugins } from "../../lib/plugins/known.ts";

const described = new Map(directives.map((directive) => [directive.name, directive]));

/** Of those that are not described only the name is known: whatever stands behind it is right. */
export const KNOWN_DIRECTIVES: readonly Directive<unknown>[] = knownPlugins.map(
  ({ name, summary }) =>
    described.get(name) ??
    defineDirective({
      name,
      summary,
      inChain: true,
      repeat: "each",
      args: { words: rest(text, { placeholder: "..." }) },
      rows: { summary: "A property.", placeholder: "..." },
    }),
);
