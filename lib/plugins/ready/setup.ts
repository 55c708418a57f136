/** From directive to an HTTP server; all blocks with the same address share one, and one list of plugins. */

import { defineSetup } from "../../set-up/define-setup.ts";
import { oneOf, shared } from "../../set-up/shared.ts";
import { directive } from "./directive.ts";
import { Readiness, ReadyServer } from "./readiness.ts";

const DEFAULT_ADDRESS = ":8181";

const READINESS_LIST = shared(() => new Readiness());
/** By their addresses. */
const SERVERS = shared(() => new Map<string, ReadyServer>());

export const setup = defineSetup(directive, ([use], { block, host }) => {
  const address = use?.args.address?.text ?? DEFAULT_ADDRESS;
  const readiness = block.shared(READINESS_LIST);
  // As in CoreDNS the last block decides for all, and the list begins again with each.
  readiness.begin(use?.properties.monitor?.args.type.value === "continuously");
  const server = oneOf(block.shared(SERVERS), address, () => new ReadyServer(host, address, readiness));
  block.onPrimaryStart(async () => {
    readiness.add(block.handlers());
    await server.start();
  });
  block.onStop(() => server.stop());
  // Set up before health, so that nothing is ready any more while health waits (lameduck).
  block.onFinalStop(() => server.stop());
  return undefined;
});
