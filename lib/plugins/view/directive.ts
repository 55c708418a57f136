/** How view is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { expression, text } from "../../directive/kinds/text.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "view",
  since: "1.10.0",
  inChain: true,
  role: "view",
  view: ({ args, properties }) => ({
    name: args.name.value,
    expressions: properties.expr.map(({ args: { words } }) => words.map(({ value }) => value).join(" ")),
  }),
  repeat: "once",
  summary: "Takes only queries for which all its expressions are true; others go to the next block of the same zone.",
  args: {
    name: one(named(text, { placeholder: "NAME" }), { summary: "The view's name, in metrics and metadata." }),
  },
  properties: {
    expr: property({
      summary: "An expression that must be true; its words are joined by spaces.",
      args: { words: rest(expression, { placeholder: "EXPRESSION" }) },
      repeat: "each",
    }),
  },
});

/** One use of view. */
export type ViewConfig = ConfigOf<typeof directive>;
