/** Where a workspace in the studio takes a cluster from, edit after edit: what the user chose, manifests, or the API server. */
import type { ClusterAccess, Clusters } from "../../../lib/ports/clusters.ts";
import type { Files } from "../../../lib/ports/files.ts";
import type { ContextAccess } from "../../kubernetes/context-access.ts";
import type { Snapshot } from "../engine.ts";
import { ModelFolder, type ModelOfFolder, withModelOrOffer } from "../model-cluster.ts";
import { KeptClusters } from "./kept-clusters.ts";

/** What of a snapshot says where a cluster is. */
export type ClusterPart = Pick<Snapshot, "cluster" | "connection" | "drafts">;

export class WorkspaceClusters {
  readonly #kept: KeptClusters;
  readonly #model = new ModelFolder();

  constructor(base: Clusters) {
    this.#kept = new KeptClusters(base);
  }

  /** `changed` is called when a cluster was listed, or could not be. */
  onChange(changed: () => void): void {
    this.#kept.onChange(changed);
  }

  /** The clusters of one configuration. Where manifests would count and there are none, some are to be had. */
  async of({ cluster: folder, connection, drafts }: ClusterPart, files: Files): Promise<ModelOfFolder> {
    const { startWithinMs, follow } = this.#kept;
    const clusters: Clusters = { startWithinMs, follow };
    if (connection !== undefined) return { clusters: { ...clusters, connection: connected(connection) }, problems: [] };
    if (folder === undefined) return { clusters, problems: [] };
    return withModelOrOffer(clusters, files, { folder, unsaved: Object.keys(drafts), reader: this.#model });
  }
}

function connected({ name, authorization, ...cluster }: ContextAccess): NonNullable<Clusters["connection"]> {
  const access: ClusterAccess = { ...cluster, authorization: () => authorization };
  return { name, access };
}
