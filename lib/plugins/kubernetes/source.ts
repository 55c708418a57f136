/** What a handler answers from, for whoever shows what serves. */
import { API_PATHS } from "../../kubernetes/api-paths.ts";
import type { ClusterKind } from "../../kubernetes/objects.ts";
import type { ClusterSource } from "../../plugin-kit/cluster-source.ts";
import type { ModelCluster } from "../../ports/clusters.ts";
import type { FollowedCluster } from "./follow.ts";

/** Manifests that stand for a cluster. */
export function sourceOfModel(model: ModelCluster): ClusterSource {
  const count = (kind: ClusterKind): number =>
    model.objects({ path: API_PATHS[kind], labelSelector: "", fieldSelector: "" }).length;
  const counts = { services: count("Service"), pods: count("Pod"), namespaces: count("Namespace") };
  return { kind: "manifests", server: "", context: "", synced: true, failure: "", ...counts };
}

/** An API server. */
export function sourceOfApi(
  { store, failure }: FollowedCluster,
  { server, context }: Pick<ClusterSource, "server" | "context">,
): ClusterSource {
  return {
    kind: "api",
    server,
    context,
    synced: store.hasSynced(),
    failure: failure(),
    services: store.count("Service"),
    pods: undefined,
    namespaces: store.count("Namespace"),
  };
}
