/** How pprof is written in a Corefile. */
import { optional } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { count } from "../../directive/kinds/number.ts";
import { property } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "pprof",
  since: "0.9.9",
  inChain: false,
  repeat: "once",
  atDesk: { listensAt: "localhost:6053" },
  summary: "Publishes profiles of the process over HTTP, for Go's own tools.",
  args: {
    address: optional(listenAddress, {
      placeholder: "ADDRESS",
      summary: "Where to listen; localhost:6053 by default.",
      says: position("{error}"),
    }),
  },
  properties: {
    block: property({
      summary: "Also shows where goroutines wait.",
      args: {
        rate: optional(named(count, { placeholder: "RATE" }), {
          summary: "Nanoseconds of waiting per sample; 1, every wait, by default.",
          says: position("property 'block' invalid integer value '{value}'"),
        }),
      },
    }),
  },
});
