/** A model cluster where a folder is named for it. */
import type { Clusters } from "../../lib/ports/clusters.ts";
import type { Files } from "../../lib/ports/files.ts";
import type { ModelOfFolder } from "./model-cluster.ts";

/** The clusters with what the folder's manifests stand for; as they are without a folder. */
export async function withOptionalModel(
  clusters: Clusters,
  files: Files,
  folder: string | undefined,
): Promise<ModelOfFolder> {
  if (folder === undefined) return { clusters, problems: [] };
  // Loaded only here: manifests want YAML and schemas.
  const { withModelCluster } = await import("./model-cluster.ts");
  return withModelCluster(clusters, files, { folder });
}
