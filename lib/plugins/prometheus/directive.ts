/** The grammar of prometheus. */
import { one, optional } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { defineDirective, USED_TWICE } from "../../directive/directive.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { path } from "../../directive/kinds/file.ts";
import { flag, property, since } from "../../directive/property.ts";

export const directive = defineDirective({
  name: "prometheus",
  since: "001",
  inChain: true,
  repeat: "once",
  atDesk: { listensAt: "localhost:9153" },
  summary: "Counts queries and replies, and serves the counts over HTTP.",
  args: {
    address: optional(listenAddress, {
      placeholder: "ADDRESS",
      summary: "Where to listen; localhost:9153 by default.",
    }),
  },
  properties: {
    runtime_metrics: since("1.14.3", flag("Tells more of the Go runtime, of which there is none here.")),
    tls: property({
      since: "1.14.3",
      summary: "Serves the metrics over TLS.",
      args: {
        config: one(path, {
          placeholder: "CONFIG",
          summary: "A web configuration file of the Prometheus exporter toolkit.",
        }),
      },
      repeat: { once: position("tls block already specified"), said: "before" },
    }),
  },
  unknownProperty: position("unknown option: {value}"),
  // It looked for no block, and took its brace for another use.
  earlier: [{ before: "1.14.3", unknownProperty: plain(USED_TWICE) }],
});
