/** What plugins answer from that is no file: a cluster, told to whoever shows what serves. */
import { Key } from "../chain/key.ts";

/** Objects of a cluster as a plugin has them now. */
export interface ClusterSource {
  /** `manifests` stand for a cluster; an `api` server is asked. */
  readonly kind: "manifests" | "api";
  /** Where the API server is; empty for manifests. */
  readonly server: string;
  /** What whoever chose it calls it; empty when the configuration, or the cluster around, did. */
  readonly context: string;
  /** False while not all that there is has been seen. */
  readonly synced: boolean;
  /** Why the server could not be asked the last time; empty while it can. */
  readonly failure: string;
  readonly services: number;
  /** Pods are followed only where names need them. */
  readonly pods: number | undefined;
  readonly namespaces: number;
}

/** Offered by a plugin that answers from a cluster. */
export const CLUSTER_SOURCE = new Key<() => ClusterSource>();
