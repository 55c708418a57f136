/** What a folder tells of the pods that may ask: its manifests, the node's resolv.conf, the cluster's domain. */
import type { Configuration } from "../../lib/corefile/configuration.ts";
import type { Directive } from "../../lib/directive/directive.ts";
import { readManifests } from "../../lib/kubernetes/manifests.ts";
import { clusterDomainOf } from "../../lib/kubernetes/pod/cluster-domain.ts";
import {
  type ClientPod,
  clientPodsOf,
  clusterDnsOf,
  namespacesOf,
  servicesOf,
} from "../../lib/kubernetes/pod/cluster-pods.ts";
import type { NodeDns } from "../../lib/kubernetes/pod/pod-resolv-conf.ts";
import type { Files } from "../../lib/ports/files.ts";
import { manifestsIn } from "./model-cluster.ts";

/** Where the workspace says what a node has. */
export const NODE_RESOLV_CONF = "node/resolv.conf";
const SYSTEM_RESOLV_CONF = "/etc/resolv.conf";

/** The pods of a workspace, and what decides how they ask. */
export interface PodWorld {
  /** False where no manifests stand for a cluster. */
  readonly hasCluster: boolean;
  readonly pods: readonly ClientPod[];
  readonly namespaces: readonly string[];
  /** `web.shop`. */
  readonly services: readonly string[];
  readonly node: NodeDns;
}

export interface PodWorldSource {
  readonly files: Files;
  readonly configuration: Configuration;
  readonly directives: readonly Directive<unknown>[];
  /** The folder of manifests. */
  readonly cluster: string | undefined;
  /** Files that may be the node's; the first that is there counts. */
  readonly nodeFiles: readonly string[];
}

/** Reads it. */
export function readPodWorld({ files, configuration, directives, cluster, nodeFiles }: PodWorldSource): PodWorld {
  const manifests = cluster === undefined ? undefined : manifestsIn(files, cluster);
  const { objects } = readManifests(manifests ?? []);
  const { addresses, from } = clusterDnsOf(objects);
  const ofClusters = directives.filter(({ hasClusterZones }) => hasClusterZones === true).map(({ name }) => name);
  return {
    hasCluster: manifests !== undefined,
    pods: clientPodsOf(objects),
    namespaces: namespacesOf(objects),
    services: servicesOf(objects),
    node: {
      ...nodeFile(files, nodeFiles),
      clusterDns: addresses,
      clusterDnsFrom: from,
      clusterDomain: clusterDomainOf(configuration, new Set(ofClusters)),
    },
  };
}

function nodeFile(files: Files, candidates: readonly string[]): Pick<NodeDns, "file" | "text"> {
  for (const file of [...candidates, SYSTEM_RESOLV_CONF]) {
    const read = files.read(file);
    if (read.kind === "file") return { file, text: new TextDecoder().decode(read.bytes) };
  }
  return { file: SYSTEM_RESOLV_CONF, text: "" };
}
