/** The cluster that a Corefile answers from, or wants and does not have. */
import type { ClusterInfo } from "../api/engine.ts";
import { NO_CLUSTER, type Problem } from "../text/problem.ts";
import type { StudioState } from "./slice.ts";

/** What is told where a cluster is wanted: the engine's state, the bar above the text. */
export const NEEDS_CLUSTER = "This Corefile needs a Kubernetes cluster, and there is none here.";

/** The problem that a cluster is wanted and there is none; undefined while all is well. */
export function missingCluster({ problems }: Pick<StudioState, "problems">): Problem | undefined {
  return problems.list.find(({ code }) => code === NO_CLUSTER);
}

/** The paths of manifests that stand for a cluster, in a listing of the folder. */
export function manifestPaths(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => /^cluster\/[^/]+\.(?:ya?ml|json)$/.test(path)).toSorted();
}

/** The cluster in a few words: "model cluster: 6 Services, 6 Pods, 3 Namespaces". */
export function clusterInWords(cluster: ClusterInfo): string {
  return `${clusterName(cluster)}: ${clusterContents(cluster)}`;
}

/** What it is called: by its context, else by where it is. */
function clusterName({ kind, context, server }: ClusterInfo): string {
  if (kind === "manifests") return "model cluster";
  return context === "" ? server.replace(/^https?:\/\//, "") : context;
}

function clusterContents({ synced, failure, services, pods, namespaces }: ClusterInfo): string {
  if (!synced) return failure === "" ? "not synced yet" : `not synced yet (${failure})`;
  const counts = [
    count(services, "Service"),
    ...(pods === undefined ? [] : [count(pods, "Pod")]),
    count(namespaces, "Namespace"),
  ].join(", ");
  return failure === "" ? counts : `${counts}; out of reach now (${failure})`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
