/** The grammar of whoami. */
import { answersAll } from "../../directive/answers.ts";
import { defineDirective } from "../../directive/directive.ts";
import { steps } from "../../directive/line.ts";

export const directive = defineDirective({
  name: "whoami",
  since: "001",
  inChain: true,
  answers: answersAll,
  repeat: "first",
  summary: "Answers with the client's address, port and transport.",
  args: steps({}),
  block: false,
});
