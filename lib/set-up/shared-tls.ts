/** A block's TLS in the form in which blocks on one listener are compared. */
import type { SharedTls } from "../corefile/shared-listeners.ts";
import { writeBase64 } from "../text/base.ts";
import type { BlockTls } from "./block-settings.ts";

/** What other blocks must agree with. The order of authorities does not matter, nor how often one is named. */
export function sharedTls({ clientAuth, material, acme }: BlockTls): SharedTls {
  const authorities = material.authorities?.map(writeBase64) ?? ["the system's"];
  return {
    clientAuth,
    authorities: [...new Set(authorities)].sort().join(" "),
    certificates: (material.pair?.chain ?? []).map(writeBase64).join(" "),
    acme,
  };
}
