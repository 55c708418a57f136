/** The grammar of erratic. */
import { answersAll } from "../../directive/answers.ts";
import { optional } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { integer } from "../../directive/kinds/number.ts";
import { line } from "../../directive/line.ts";
import { flag, property } from "../../directive/property.ts";

const amount = where(integer(32), (value) => (value < 0 ? plain("illegal amount value given {value:q}") : undefined), {
  placeholder: "AMOUNT",
  expects: "a number, 0 for never",
});

export const directive = defineDirective({
  name: "erratic",
  since: "005",
  inChain: true,
  answers: answersAll,
  repeat: "each",
  summary: "Answers everything, but drops, delays and truncates some replies: for testing clients.",
  args: line({}, { extra: "leave", reads: "steps" }),
  properties: {
    drop: property({
      summary: "Drops one query in this many; 2 by default.",
      args: { amount: optional(amount) },
    }),
    truncate: property({ summary: "Sets TC in some replies.", args: { amount: optional(amount) } }),
    delay: property({
      summary: "Delays one reply in this many; by default 2, by 100 ms.",
      args: { amount: optional(amount), duration: optional(duration) },
    }),
    large: flag("Gives thirty records instead of one.", { extra: "leave", reads: "steps" }),
  },
});
