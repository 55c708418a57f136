/** How https3 is written in a Corefile. */
import { defineDirective } from "../../directive/directive.ts";
import { limit } from "../../directive/limit.ts";
import { since } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "https3",
  since: "1.14.0",
  inChain: false,
  repeat: "first",
  summary: "Sets limits for DNS over HTTP/3.",
  properties: {
    max_streams: limit("max_streams", {
      summary: "How many requests may be under way on one connection; 256 by default, 0 for what QUIC itself allows.",
      least: 0,
    }),
    max_connections: since(
      "1.14.7",
      limit("max_connections", {
        summary: "How many connections there may be at once; 200 by default, 0 for any number.",
        least: 0,
      }),
    ),
  },
});
