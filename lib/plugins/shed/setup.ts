/** From directive to a handler and to the write side of the block's UDP sockets; it works on plain DNS only. */

import { keyText } from "../../corefile/keys.ts";
import { quote } from "../../go/quote.ts";
import { SHEDDING } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";
import { createShed } from "./handler.ts";

export const setup = defineSetup(directive, ([use], { block, host, problem }) => {
  const other = block.allKeys.find(({ transport }) => transport !== "dns");
  if (other !== undefined && use !== undefined) {
    const { file, line } = use.last;
    const text = `only plain DNS server blocks are supported; ${quote(keyText(other))} uses transport ${quote(other.transport)}`;
    return problem(`plugin/shed: ${file}:${line} - Error during parsing: ${text}`, { at: other.at });
  }
  const dropped = host.metrics.counter({
    name: "coredns_shed_dropped_total",
    help: "Counter of queries and responses dropped, per server, by reason.",
    labels: ["server", "reason"],
  });
  block.settings.set(SHEDDING, {
    dropped(server) {
      dropped.child(server, "query");
      return dropped.child(server, "response");
    },
  });
  return createShed((server) => dropped.child(server, "query"));
});
