/** The grammar of ready. */
import { one, optional } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "ready",
  since: "1.5.0",
  inChain: false,
  repeat: "once",
  summary: "Tells over HTTP that all plugins can serve.",
  args: { address: optional(listenAddress, { summary: "Where to listen; :8181 without it." }) },
  properties: {
    monitor: property({
      summary: "Whether plugins are asked until they were ready once, or always.",
      args: {
        type: one(
          keyword(["until-ready", "continuously"], { unknown: position("monitor type '{value}' not supported") }),
        ),
      },
    }),
  },
});
