/** The grammar of reload. */
import { optional } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";

const MIN_INTERVAL_MS = 2000;
const MIN_JITTER_MS = 1000;

const interval = where(
  duration,
  ({ ms }) => (ms < MIN_INTERVAL_MS ? plain("interval value must be greater or equal to 2s") : undefined),
  { placeholder: "INTERVAL", expects: "a duration of two seconds or more" },
);
const jitter = where(
  duration,
  ({ ms }) => (ms !== 0 && ms < MIN_JITTER_MS ? plain("jitter value must be 0 or greater or equal to 1s") : undefined),
  { placeholder: "JITTER", expects: "0s, or a duration of one second or more" },
);

export const directive = defineDirective({
  name: "reload",
  since: "1.1.0",
  inChain: false,
  repeat: "first",
  summary: "Applies changes to the Corefile without a restart.",
  args: {
    interval: optional(interval, { summary: "How often to look; 30 s by default." }),
    jitter: optional(jitter, { summary: "How much the interval may vary, at most half of it; 15 s by default." }),
  },
  block: false,
});
