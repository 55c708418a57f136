/** What a use of etcd is set to. */
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Fallthrough } from "../../plugin-kit/zones.ts";

export interface EtcdSettings {
  readonly zones: readonly CanonicalName[];
  /** Where etcd is, as the Corefile has it. */
  readonly endpoints: readonly string[];
  /** The key below which services are registered, with or without slashes around it. */
  readonly path: string;
  readonly minLeaseSeconds: number;
  readonly maxLeaseSeconds: number;
  /** The zone's own name has only the addresses that are registered for it. */
  readonly noApexFallback: boolean;
  readonly fallthrough: Fallthrough;
}
