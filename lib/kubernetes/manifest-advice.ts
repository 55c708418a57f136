/** What is odd about objects of manifests that are well formed: a cluster would refuse them, or their names have nothing. */
import { z } from "zod";
import type { Problem } from "../text/problem.ts";
import { selectionsOf } from "./endpoints-of-pods.ts";
import { type ManifestObject, manifestProblem } from "./manifests.ts";

const named = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().default("") }),
});
const service = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z
    .object({ type: z.string().nullish(), clusterIP: z.string().nullish(), ports: z.array(z.unknown()).nullish() })
    .nullish(),
});

/** Warnings, each at the line that names its object. */
export function adviseOnManifests(objects: readonly ManifestObject[]): readonly Problem[] {
  return [...duplicates(objects), ...withoutPorts(objects), ...withoutPods(objects)];
}

function duplicates(objects: readonly ManifestObject[]): readonly Problem[] {
  const first = new Map<string, ManifestObject>();
  return objects.flatMap((object) => {
    const read = named.safeParse(object.value);
    if (!read.success) return [];
    const { kind, metadata } = read.data;
    const key = JSON.stringify([kind, metadata.namespace, metadata.name]);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, object);
      return [];
    }
    const { file, start } = before.at;
    const text = `${kind} ${nameOf(metadata)} stands at ${file}:${start.line} too; this one counts`;
    return [manifestProblem(text, object.at)];
  });
}

/** A headless Service needs no port, nor does an alias. */
function withoutPorts(objects: readonly ManifestObject[]): readonly Problem[] {
  return objects.flatMap(({ value, at }) => {
    const read = value.kind === "Service" ? service.safeParse(value) : undefined;
    if (read?.success !== true) return [];
    const { metadata, spec } = read.data;
    const needsNone = spec?.type === "ExternalName" || spec?.clusterIP === "None";
    if (needsNone || (spec?.ports?.length ?? 0) > 0) return [];
    return [manifestProblem(`the Service ${nameOf(metadata)} has no ports; a cluster refuses it`, at)];
  });
}

function withoutPods(objects: readonly ManifestObject[]): readonly Problem[] {
  return selectionsOf(objects)
    .filter(({ pods }) => pods.length === 0)
    .map(({ service: { metadata }, at }) =>
      manifestProblem(
        `the selector of the Service ${nameOf(metadata)} matches no Pod of its namespace, so it has no endpoints`,
        at,
      ),
    );
}

function nameOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return namespace === "" ? name : `${namespace}/${name}`;
}
