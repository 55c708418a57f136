/** The grammar of health. */
import { one, optional } from "../../directive/argument.ts";
import { plain } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "health",
  since: "001",
  inChain: false,
  repeat: "each",
  summary: "Tells over HTTP that the process runs.",
  args: { address: optional(listenAddress, { summary: "Where to listen; :8080 without it." }) },
  properties: {
    lameduck: property({
      summary: "Goes on serving for so long when the server is told to stop.",
      args: {
        duration: one(duration, { says: plain("unable to parse lameduck duration value: '{value}' : {error}") }),
      },
    }),
  },
});
