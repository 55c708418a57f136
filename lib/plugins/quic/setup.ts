/** Limits of listeners for DNS over QUIC; those of a block's first key count, as in CoreDNS. */
import { QUIC_LIMITS } from "../../set-up/block-settings.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive } from "./directive.ts";

export const setup = defineSetup(directive, ([use], { block: { settings } }) => {
  const maxConnections = use?.properties.max_connections?.args.value.value;
  const maxStreams = use?.properties.max_streams?.args.value.value;
  const workers = use?.properties.worker_pool_size?.args.value.value;
  settings.set(QUIC_LIMITS, {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(maxStreams === undefined ? {} : { maxStreams }),
    ...(workers === undefined ? {} : { workers }),
  });
  return undefined;
});
