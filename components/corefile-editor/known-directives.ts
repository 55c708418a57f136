/** What the editor knows of each directive: those that are described, and what is said of the others in the order of plugin.cfg. */
import { rest } from "../../lib/directive/argument.ts";
import { type Directive, defineDirective } from "../../lib/directive/directive.ts";
import { text } from "../../lib/directive/kinds/text.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { knownPlugins } from "../../lib/plugins/known.ts";
import { PLUGIN_FACTS } from "../studio/plugin-facts.ts";

const releases = new Map(knownPlugins.map(({ name, since }) => [name, since]));
const described = new Map(directives.map((directive) => [directive.name, directive]));

export const KNOWN_DIRECTIVES: readonly Directive<unknown>[] = PLUGIN_FACTS.map(({ name, inChain, summary }) => {
  const since = releases.get(name);
  const words = since === undefined || since === "" ? {} : { since };
  return described.get(name) ?? undescribed({ name, inChain, summary, ...words });
});

/** A directive of which only the name is known: whatever stands behind it is right. */
function undescribed(words: Pick<Directive<unknown>, "name" | "inChain" | "summary" | "since">): Directive<unknown> {
  const { since, ...others } = words;
  return defineDirective({
    ...others,
    ...(since === undefined ? {} : { since }),
    repeat: "each",
    args: { words: rest(text, { placeholder: "..." }) },
    rows: { summary: "A property.", placeholder: "..." },
  });
}
