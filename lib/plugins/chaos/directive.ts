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
  exits: () => [{ on: "class CH", leads: "answer", to: "version, authors or host name" }],
  repeat: "first",
  summary: "Reports version, authors and host name in class CH.",
  args: {
    version: optional(named(text, { placeholder: "VERSION" }), {
      summary: "The version to report; the server's own by default.",
    }),
    authors: rest(named(text, { placeholder: "AUTHORS" }), { summary: "The authors to report; CoreDNS's by default." }),
  },
  unknownProperty: position("unknown property '{value}'"),
});
