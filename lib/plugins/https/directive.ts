/** How https is written in a Corefile. */
import { defineDirective } from "../../directive/directive.ts";
import { limit } from "../../directive/limit.ts";
import { since } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "https",
  since: "1.14.0",
  inChain: false,
  repeat: "first",
  summary: "Sets limits for DNS over HTTPS.",
  properties: {
    max_connections: limit("max_connections", {
      summary: "How many connections there may be at once; 200 by default, 0 for any number.",
      least: 0,
    }),
    max_streams: since(
      "1.15.0",
      limit("max_streams", {
        summary:
          "How many requests may be under way on one connection; 250 by default, 0 for what HTTP/2 itself allows.",
        least: 0,
        most: 2 ** 32 - 1,
      }),
    ),
  },
});
