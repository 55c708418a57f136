/** The grammar of minimal. */
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "minimal",
  since: "1.8.4",
  inChain: true,
  repeat: "first",
  summary: "Leaves authority and additional records out of positive replies.",
  args: steps({}),
});
