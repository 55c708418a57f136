/** The grammar of local. */
import { one } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "local",
  since: "1.8.1",
  inChain: true,
  exits: () => [{ on: "names of this machine", leads: "answer", to: "its own reply" }],
  repeat: "each",
  summary: "Answers questions about localhost and reverse zones that concern only this machine.",
  properties: {
    localhost_prefix: property({
      summary: "Whether names that begin with `localhost.` are answered as well; on by default.",
      args: {
        state: one(
          keyword(["on", "off"], { unknown: position("localhost_prefix expects 'on' or 'off', got {value:q}") }),
        ),
      },
    }),
  },
});
