/** The grammar of any. */
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "any",
  since: "1.5.1",
  inChain: true,
  exits: () => [{ on: "type ANY", leads: "answer", to: "one HINFO record" }],
  repeat: "first",
  summary: "Answers questions of type ANY with one HINFO record, as RFC 8482 allows.",
  args: steps({}),
});
