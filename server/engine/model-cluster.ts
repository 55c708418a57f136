/** A folder of manifests that stands for a cluster. */
import type { ManifestFile } from "../../lib/kubernetes/manifests.ts";
import { readModelCluster } from "../../lib/kubernetes/model-cluster.ts";
import type { Clusters } from "../../lib/ports/clusters.ts";
import type { Files } from "../../lib/ports/files.ts";
import type { Problem } from "../../lib/text/problem.ts";

const MANIFEST = /\.(ya?ml|json)$/;

/** The clusters of a host, and what is wrong with the manifests. */
export interface ModelOfFolder {
  readonly clusters: Clusters;
  readonly problems: readonly Problem[];
}

/** Puts the manifests of a folder in the place of every API server; a folder that is not there changes nothing. */
export function withModelCluster(clusters: Clusters, files: Files, folder: string): ModelOfFolder {
  const manifests = manifestsIn(files, folder);
  if (manifests === undefined) return { clusters, problems: [] };
  const { model, problems } = readModelCluster(manifests);
  return { clusters: { ...clusters, model }, problems };
}

/** The manifests of a folder; undefined when it is not there. */
export function manifestsIn(files: Files, folder: string): readonly ManifestFile[] | undefined {
  if (files.stat(folder)?.isFolder !== true) return undefined;
  const names = files.list(folder);
  return ("kind" in names ? [] : names)
    .filter((name) => MANIFEST.test(name))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      const read = files.read(file);
      return read.kind === "file" ? [{ file, text: utf8Text(read.bytes) }] : [];
    });
}

function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
