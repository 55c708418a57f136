/** A folder of manifests that stands for a cluster. */
import type { ManifestFile } from "../../lib/kubernetes/manifests.ts";
import type { ModelRead, ModelReader } from "../../lib/kubernetes/model-cluster.ts";
import type { Clusters } from "../../lib/ports/clusters.ts";
import type { Files } from "../../lib/ports/files.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { modelClusterFiles } from "../workspaces/home.ts";

/** Manifests here stand for a cluster, where people write a Corefile. */
export const CLUSTER_FOLDER = "cluster";
const MANIFEST = /\.(ya?ml|json)$/;

/** The clusters of a host, and what is wrong with the manifests. */
export interface ModelOfFolder {
  readonly clusters: Clusters;
  readonly problems: readonly Problem[];
}

/** Where manifests are. */
interface ModelPlace {
  readonly folder: string;
  /** Paths of texts that may not be on the disk yet. */
  readonly unsaved?: readonly string[];
  readonly reader?: ModelFolder;
}

/** Reads such a folder again and again: only what has changed. */
export class ModelFolder {
  #reader: Promise<ModelReader> | undefined;

  /** The model; undefined where the folder has no manifests. */
  async read(files: Files, folder: string, unsaved: readonly string[]): Promise<ModelRead | undefined> {
    const manifests = manifestsIn(files, folder, unsaved);
    if (manifests === undefined) return undefined;
    this.#reader ??= newReader();
    return (await this.#reader).read(manifests);
  }
}

/** Loaded only here: manifests want YAML and schemas, and few folders have any. */
async function newReader(): Promise<ModelReader> {
  const { ModelReader } = await import("../../lib/kubernetes/model-cluster.ts");
  return new ModelReader();
}

/** The manifests of a folder, with those of `unsaved` paths that may not be on the disk; undefined when there are none. */
export function manifestsIn(
  files: Files,
  folder: string,
  unsaved: readonly string[] = [],
): readonly ManifestFile[] | undefined {
  const listed = files.list(folder);
  const drafts = unsaved.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
  const names = new Set([...("kind" in listed ? [] : listed), ...drafts.filter((name) => !name.includes("/"))]);
  const manifests = [...names]
    .sort()
    .filter((name) => MANIFEST.test(name))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      const read = files.read(file);
      return read.kind === "file" ? [{ file, text: utf8Text(read.bytes) }] : [];
    });
  return manifests.length === 0 ? undefined : manifests;
}

/** Puts the manifests of a folder in the place of every API server; without them nothing changes. */
export async function withModelCluster(
  clusters: Clusters,
  files: Files,
  { folder, unsaved = [], reader = new ModelFolder() }: ModelPlace,
): Promise<ModelOfFolder> {
  const read = await reader.read(files, folder, unsaved);
  if (read === undefined) return { clusters, problems: [] };
  return { clusters: { ...clusters, model: read.model }, problems: read.problems };
}

/** The same, for people who look at what they write: where there are no manifests some are to be had. */
export async function withModelOrOffer(...given: Parameters<typeof withModelCluster>): Promise<ModelOfFolder> {
  const { clusters, problems } = await withModelCluster(...given);
  if (clusters.model !== undefined) return { clusters, problems };
  return { clusters: { ...clusters, offered: modelClusterFiles(given[2].folder) }, problems };
}

function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
