/** The grammar of cancel. */
import { optional } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";

const timeout = where(duration, ({ ms }) => (ms <= 0 ? plain("invalid negative duration: {value:q}") : undefined), {
  placeholder: "TIMEOUT",
  expects: "a duration above zero, such as 2s",
});

export const directive = defineDirective({
  name: "cancel",
  since: "1.5.0",
  inChain: true,
  repeat: "each",
  summary: "Limits the time that plugins may take for a query.",
  args: {
    timeout: optional(timeout, {
      summary: "The limit; 5.001 s by default.",
      says: plain("invalid duration: {value:q}"),
    }),
  },
  block: false,
});
