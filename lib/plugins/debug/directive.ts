/** The grammar of debug. */
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "debug",
  since: "008",
  inChain: false,
  repeat: "each",
  summary: "Prints debug lines of all plugins, and lets a crash in a plugin end the process.",
  args: steps({}),
});
