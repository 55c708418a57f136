/** Limits of listeners for DNS over HTTPS: blocks that share one must agree about streams. */
import { HTTPS_MAX_CONNECTIONS, HTTPS_MAX_STREAMS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block: { settings } }) => {
  const connections = use?.properties.max_connections?.args.value.value;
  const streams = use?.properties.max_streams?.args.value.value;
  if (connections !== undefined) settings.set(HTTPS_MAX_CONNECTIONS, connections);
  if (streams !== undefined) settings.set(HTTPS_MAX_STREAMS, streams);
  return undefined;
});
