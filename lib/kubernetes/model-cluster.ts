/** A cluster that manifests stand for: no API server, and all that there is from the start. */
import { z } from "zod";
import type { ClusterObjects, ModelCluster } from "../ports/clusters.ts";
import type { Problem } from "../text/problem.ts";
import { API_PATHS } from "./api-paths.ts";
import { endpointsOfPods } from "./endpoints-of-pods.ts";
import { matchesLabels, parseLabelSelector } from "./label-selector.ts";
import { adviseOnManifests } from "./manifest-advice.ts";
import {
  type ApiObject,
  type ManifestFile,
  type ManifestObject,
  type ManifestsRead,
  readManifest,
} from "./manifests.ts";
import { readObject } from "./read-object.ts";

/** A model, and what is wrong with its manifests. */
export interface ModelRead {
  readonly model: ModelCluster;
  readonly problems: readonly Problem[];
}

/** Makes a model of manifests: endpoints are those that a cluster would make, and every namespace that is named is there. */
export function readModelCluster(files: readonly ManifestFile[]): ModelRead {
  return new ModelReader().read(files);
}

/** Reads manifests again and again: only those that have changed, and the same model as long as none has. */
export class ModelReader {
  #files: ReadonlyMap<string, KeptFile> = new Map();
  #last: ModelRead | undefined;

  /** As `readModelCluster`. */
  read(files: readonly ManifestFile[]): ModelRead {
    const before = this.#files;
    const kept = files.map((manifest): [string, KeptFile] => {
      const known = before.get(manifest.file);
      return [
        manifest.file,
        known?.text === manifest.text ? known : { text: manifest.text, read: readManifest(manifest) },
      ];
    });
    const isSame = before.size === kept.length && kept.every(([file, one]) => before.get(file) === one);
    if (isSame && this.#last !== undefined) return this.#last;
    this.#files = new Map(kept);
    this.#last = modelOf(kept.map(([, { read }]) => read));
    return this.#last;
  }
}

interface KeptFile {
  readonly text: string;
  readonly read: ManifestsRead;
}

function modelOf(reads: readonly ManifestsRead[]): ModelRead {
  const objects = reads.flatMap((read) => read.objects);
  const all = [...objects, ...endpointsOfPods(objects), ...namespacesOf(objects)];
  const byKind = Map.groupBy(all, ({ value }) => value.kind);
  const model: ModelCluster = {
    objects: ({ path, labelSelector }) => chosen(objectsAt(byKind, path), labelSelector),
  };
  return { model, problems: [...reads.flatMap(({ problems }) => problems), ...adviseOnManifests(objects)] };
}

function objectsAt(
  byKind: ReadonlyMap<string, readonly ManifestObject[]>,
  path: ClusterObjects["path"],
): readonly ManifestObject[] {
  return Object.entries(API_PATHS).flatMap(([kind, own]) => (own === path ? (byKind.get(kind) ?? []) : []));
}

function chosen(objects: readonly ManifestObject[], labelSelector: string): readonly ManifestObject[] {
  const selector = parseLabelSelector(labelSelector);
  const requirements = selector.ok ? selector.value : [];
  if (requirements.length === 0) return objects;
  return objects.filter(({ value }) => matchesLabels(labelsOf(value), requirements));
}

function labelsOf(value: ApiObject): Readonly<Record<string, string>> {
  const reading = readObject(value);
  return reading.ok ? reading.labels : {};
}

/** Namespaces that objects are in and that no manifest has. A cluster would refuse such objects; a model has them all the same. */
function namespacesOf(objects: readonly ManifestObject[]): readonly ManifestObject[] {
  const named = z.object({ metadata: z.object({ namespace: z.string() }) });
  const given = new Set(
    objects.filter(({ value }) => value.kind === "Namespace").map(({ value }) => value.metadata.name),
  );
  const found = new Map<string, ManifestObject>();
  for (const { value, at } of objects) {
    const read = named.safeParse(value);
    if (!read.success) continue;
    const { namespace } = read.data.metadata;
    if (given.has(namespace) || found.has(namespace)) continue;
    // Every cluster labels a namespace with its name.
    const metadata = { name: namespace, labels: { "kubernetes.io/metadata.name": namespace } };
    found.set(namespace, { value: { kind: "Namespace", metadata }, at });
  }
  return [...found.values()];
}
