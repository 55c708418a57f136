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
  template: {
    summary: "Health with a lame duck period, so that clients can move on before the server stops.",
    lines: ["health {", "    lameduck <5s>", "}"],
  },
  repeat: "each",
  atDesk: { listensAt: ":8080" },
  summary: "Reports over HTTP that the process is running.",
  args: { address: optional(listenAddress, { placeholder: "ADDRESS", summary: "Where to listen; :8080 by default." }) },
  properties: {
    lameduck: property({
      summary: "How long to keep serving after the server is told to stop.",
      args: {
        duration: one(duration, { says: plain("unable to parse lameduck duration value: '{value}' : {error}") }),
      },
    }),
  },
});
