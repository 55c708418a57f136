/** Everything in a text that holds a Corefile: ConfigMaps, Helm values, HelmChartConfigs, the EKS add-on's configuration. */
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Position } from "../text/position.ts";
import { type ConfigMap, readManifest } from "./config-map.ts";
import { type RenderedValues, readValues, renderEksConfiguration, renderHelmValues } from "./helm-values.ts";

/** A ConfigMap, or what becomes one. */
export interface CorefileSource {
  readonly configMap: ConfigMap;
  /** What it is, for people: `ConfigMap kube-system/coredns`, `HelmChartConfig kube-system/rke2-coredns`. */
  readonly object: string;
  /** Which value each line of its Corefile comes from; undefined where the lines are the key's own. */
  readonly origins: readonly string[] | undefined;
}

/** What was found; or why the text is not YAML, and where. */
export type SourcesRead =
  | { readonly kind: "sources"; readonly sources: readonly CorefileSource[] }
  | { readonly kind: "error"; readonly message: string; readonly at: Position };

const START: Position = { offset: 0, line: 1, column: 1 };
const named = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string().optional(), namespace: z.string().optional() }).default({}),
});
const chartConfig = named.extend({ kind: z.literal("HelmChartConfig"), spec: z.object({ valuesContent: z.string() }) });

/** Reads a text: YAML or JSON, one document or several, objects by themselves or in lists. */
export function readSources(text: string): SourcesRead {
  const read = readManifest(text);
  if (read.kind === "error") return read;
  const maps = read.configMaps.map(
    (configMap): CorefileSource => ({ configMap, object: `ConfigMap ${fullName(configMap)}`, origins: undefined }),
  );
  return { kind: "sources", sources: [...maps, ...valuesIn(text)] };
}

/** `kube-system/coredns`, as far as it is told. */
export function fullName({ name = "without a name", namespace }: Omit<Naming, "object">): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function valuesIn(text: string): readonly CorefileSource[] {
  if (!/\bservers\b|\bcorefile\b/.test(text)) return [];
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false });
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    try {
      return sourcesOf(document.toJS({ maxAliasCount: 100 }));
    } catch {
      // Aliases that stand for more than any values do.
      return [];
    }
  });
}

function sourcesOf(value: unknown): readonly CorefileSource[] {
  const list = z.object({ kind: z.string().endsWith("List"), items: z.array(z.unknown()) }).safeParse(value);
  if (list.success) return list.data.items.flatMap(sourcesOf);
  const config = chartConfig.safeParse(value);
  if (config.success) {
    const { metadata, spec } = config.data;
    const rendered = renderHelmValues(readValues(spec.valuesContent));
    const object = `HelmChartConfig ${fullName(metadata)}`;
    return rendered === undefined ? [] : [sourceOf(rendered, { ...metadata, object })];
  }
  if (named.safeParse(value).success) return [];
  const values = renderHelmValues(value);
  if (values !== undefined) return [sourceOf(values, { name: "coredns", object: "Helm values" })];
  const addOn = renderEksConfiguration(value);
  return addOn === undefined ? [] : [sourceOf(addOn, { name: "coredns", object: "EKS add-on configuration" })];
}

interface Naming {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly object: string;
}

function sourceOf({ corefile, origins, others }: RenderedValues, { name, namespace, object }: Naming): CorefileSource {
  const texts = [["Corefile", corefile] as const, ...Object.entries(others)];
  const entries = texts.map(([key, text]) => ({ key, text, place: () => START }));
  return { configMap: { name, namespace, entries }, object, origins };
}
