/** The grammar of loop. */
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "loop",
  since: "1.2.1",
  inChain: true,
  repeat: "once",
  summary: "Checks at the start whether forwarded queries come back here, and ends the server if they do.",
  args: steps({}),
  block: false,
});
