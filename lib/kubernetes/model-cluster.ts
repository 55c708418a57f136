/** A cluster that manifests stand for: no API server, and all that there is from the start. */
import { z } from "zod";
import type { ModelCluster } from "../ports/clusters.ts";
import type { Problem } from "../text/problem.ts";
import { API_PATHS } from "./api-paths.ts";
import { endpointsOfPods } from "./endpoints-of-pods.ts";
import { matchesLabels, parseLabelSelector } from "./label-selector.ts";
import { type ApiObject, type ManifestFile, type ManifestObject, readManifests } from "./manifests.ts";
import { readObject } from "./read-object.ts";

/** A model, and what is wrong with its manifests. */
export interface ModelRead {
  readonly model: ModelCluster;
  readonly problems: readonly Problem[];
}

/** Makes a model of manifests: endpoints are those that a cluster would make, and every namespace that is named is there. */
export function readModelCluster(files: readonly ManifestFile[]): ModelRead {
  const { objects, problems } = readManifests(files);
  const all = [...objects, ...endpointsOfPods(objects), ...namespacesOf(objects)];
  const model: ModelCluster = {
    objects: ({ path, labelSelector }) => {
      const selector = parseLabelSelector(labelSelector);
      const requirements = selector.ok ? selector.value : [];
      return all.filter(({ value }) => isAt(path, value) && matchesLabels(labelsOf(value), requirements));
    },
  };
  return { model, problems };
}

function isAt(path: string, { kind }: ApiObject): boolean {
  return Object.entries(API_PATHS).some(([name, own]) => name === kind && own === path);
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
