/** The grammar of bufsize. */
import { optional } from "../../directive/argument.ts";
import { wrongCount } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { count } from "../../directive/kinds/number.ts";

const MIN_OCTETS = 512;
const MAX_OCTETS = 4096;

const size = where(count, (octets) => (octets < MIN_OCTETS || octets > MAX_OCTETS ? wrongCount : undefined), {
  placeholder: "SIZE",
  expects: "a number of octets from 512 to 4096",
});

export const directive = defineDirective({
  name: "bufsize",
  since: "1.6.6",
  inChain: true,
  repeat: "first",
  summary: "Limits the size of replies over UDP that clients may ask for.",
  args: { size: optional(size, { summary: "The largest size in octets; 1232 by default.", says: wrongCount }) },
  block: false,
  prefixes: ["bufsize", "bufsize"],
});
