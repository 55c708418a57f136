/** The grammar of ready. */
import { one, optional } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { defineDirective, USED_TWICE } from "../../directive/directive.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "ready",
  since: "1.5.0",
  inChain: false,
  repeat: "once",
  atDesk: { listensAt: ":8181" },
  summary: "Reports over HTTP that all plugins are ready to serve.",
  args: { address: optional(listenAddress, { placeholder: "ADDRESS", summary: "Where to listen; :8181 by default." }) },
  properties: {
    monitor: property({
      since: "1.12.2",
      summary: "Whether plugins are asked until they are ready once, or every time.",
      args: {
        type: one(
          keyword(["until-ready", "continuously"], { unknown: position("monitor type '{value}' not supported") }),
        ),
      },
    }),
  },
  // It looked for no block, and took its brace for another use.
  earlier: [{ before: "1.12.2", unknownProperty: plain(USED_TWICE) }],
});
