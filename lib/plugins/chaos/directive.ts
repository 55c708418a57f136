/** The grammar of chaos. */
import { optional, rest } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { text } from "../../directive/kinds/text.ts";

export const directive = defineDirective({
  name: "chaos",
  since: "001",
  inChain: true,
  opensClasses: true,
  repeat: "first",
  summary: "Tells version, authors and host name in class CH.",
  args: {
    version: optional(named(text, { placeholder: "VERSION" }), {
      summary: "What to tell as the version; the server's own without it.",
    }),
    authors: rest(named(text, { placeholder: "AUTHORS" }), { summary: "The authors; those of CoreDNS without them." }),
  },
  unknownProperty: position("unknown property '{value}'"),
});
