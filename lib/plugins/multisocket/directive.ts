/** The grammar of multisocket. */
import { optional } from "../../directive/argument.ts";
import { type Complaint, plain, wrongCount } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { count } from "../../directive/kinds/number.ts";

const MAX_SOCKETS = 1024;

const sockets = where(
  count,
  (number): Complaint | undefined => {
    if (number < 1) return plain(`num sockets can not be zero or negative: ${number}`);
    if (number > MAX_SOCKETS) return plain(`num sockets exceeds maximum (${MAX_SOCKETS}): ${number}`);
    return undefined;
  },
  { placeholder: "NUMBER", expects: `a number from 1 to ${MAX_SOCKETS}` },
);

export const directive = defineDirective({
  name: "multisocket",
  since: "1.12.0",
  inChain: false,
  repeat: { once: wrongCount },
  summary: "Lets CoreDNS take queries from several sockets on one port.",
  args: {
    number: optional(sockets, {
      says: plain("invalid num sockets: {error}"),
      summary: "How many sockets; one per processor by default.",
    }),
  },
  block: false,
});
