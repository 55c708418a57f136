/** The grammar of nsid. */
import { rest } from "../../directive/argument.ts";
import { defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { text } from "../../directive/kinds/text.ts";

export const directive = defineDirective({
  name: "nsid",
  since: "1.0.1",
  inChain: true,
  repeat: "once",
  summary: "Puts an identifier of the server into the replies to clients that ask for it.",
  args: {
    data: rest(named(text, { placeholder: "DATA" }), {
      summary: "The identifier; the name of the machine by default.",
    }),
  },
  block: false,
});
