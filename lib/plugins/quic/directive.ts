/** How quic is written in a Corefile. */
import { defineDirective } from "../../directive/directive.ts";
import { limit } from "../../directive/limit.ts";
import { since } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "quic",
  since: "1.12.2",
  inChain: false,
  repeat: "first",
  summary: "Sets limits for DNS over QUIC.",
  properties: {
    max_streams: limit("max_streams", {
      summary: "How many requests may be under way on one connection; 256 by default.",
      least: 1,
    }),
    max_connections: since(
      "1.15.0",
      limit("max_connections", {
        summary: "How many connections there may be at once; 200 by default, 0 for any number.",
        least: 0,
      }),
    ),
    worker_pool_size: limit("worker_pool_size", {
      summary: "How many queries of all connections together are handled at once; 1024 by default.",
      least: 1,
    }),
  },
});
