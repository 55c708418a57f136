/** The grammar of prometheus. */
import { one, optional } from "../../directive/argument.ts";
import { position } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { listenAddress } from "../../directive/kinds/address.ts";
import { path } from "../../directive/kinds/file.ts";
import { flag, property } from "../../directive/property.ts";

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
    runtime_metrics: flag("Tells more of the Go runtime, of which there is none here."),
    tls: property({
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
});
