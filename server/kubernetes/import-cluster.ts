/** Reads from a cluster what CoreDNS is configured by, and the objects that its names are made of. Secrets are never read. */
import { stringify } from "yaml";
import { z } from "zod";
import type { ClusterImportReply } from "../../lib/api/kubernetes.ts";
import { API_PATHS } from "../../lib/kubernetes/api-paths.ts";
import { ownerOf } from "../../lib/kubernetes/owner.ts";
import { SNAPSHOT_KINDS, type SnapshotKind, snapshotOf } from "../../lib/kubernetes/snapshot.ts";
import { type ClusterConnection, ClusterRefusal } from "./connection.ts";

/** What is to be read. */
export interface ClusterImport {
  readonly namespace: string;
  /** Whether the objects that names are made of are read, too. */
  readonly withObjects: boolean;
  /** The folder in which the snapshot's manifests go. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

/** Names that distributions give CoreDNS's ConfigMaps; those that its Deployment mounts are added. */
const USUAL_NAMES: readonly string[] = ["coredns", "coredns-custom", "node-local-dns"];
const CHART_CONFIGS: readonly string[] = ["coredns", "rke2-coredns"];
const LIST_LIMIT = "500";

const workload = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(z.object({ image: z.string().default("") })).default([]),
        volumes: z.array(z.object({ configMap: z.object({ name: z.string().default("") }).optional() })).default([]),
      }),
    }),
  }),
});
const listed = z.object({
  items: z.array(z.looseObject({})).default([]),
  metadata: z.object({ continue: z.string().optional() }).default({}),
});

/** Reads all of it; what the user may not read is told in `missing`, and the rest is read all the same. */
export async function importCluster(connection: ClusterConnection, wanted: ClusterImport): Promise<ClusterImportReply> {
  const reader = new Reader(connection, wanted);
  const { found, names } = await reader.deployments();
  const manifests: unknown[] = [];
  for (const name of new Set([...USUAL_NAMES, ...names])) {
    const configMap = await reader.configMap(name);
    if (configMap === undefined) continue;
    manifests.push(configMap);
    const owner = ownerOf(configMap);
    if (owner !== undefined) found.push(`ConfigMap ${name}: ${owner.warning}`);
  }
  for (const name of CHART_CONFIGS) {
    const config = await reader.chartConfig(name);
    if (config !== undefined) manifests.push(config);
  }
  const objects = wanted.withObjects ? await reader.objects() : [];
  const { files, counts } = snapshotOf(objects, wanted.folder);
  const kubectl = reader.kubectl();
  return {
    manifest: manifests
      .map((object) => stringify(object, { lineWidth: 0, blockQuote: "literal", aliasDuplicateObjects: false }))
      .join("---\n"),
    found,
    files: [...files],
    counts: wanted.withObjects ? counts : {},
    missing: [...reader.missing],
    ...(kubectl === undefined ? {} : { kubectl }),
  };
}

class Reader {
  readonly missing: string[] = [];
  readonly #connection: ClusterConnection;
  readonly #wanted: ClusterImport;
  readonly #commands = new Set<string>();

  constructor(connection: ClusterConnection, wanted: ClusterImport) {
    this.#connection = connection;
    this.#wanted = wanted;
  }

  /** What runs as the cluster's DNS, and which ConfigMaps it mounts. */
  async deployments(): Promise<{ readonly found: string[]; readonly names: readonly string[] }> {
    const { namespace } = this.#wanted;
    const path = `apis/apps/v1/namespaces/${namespace}/deployments`;
    const command = `-n ${namespace} get deployments -l k8s-app=kube-dns -o yaml`;
    const query = { labelSelector: "k8s-app=kube-dns" };
    const reply = await this.#read({ path, query, needs: `list deployments in ${namespace}`, command });
    const items = listed.safeParse(reply).data?.items ?? [];
    const read = items.flatMap((item) => workload.safeParse(item).data ?? []);
    const found = read.map(({ metadata, spec }) => {
      return `Deployment ${metadata.name}: ${spec.template.spec.containers.map(({ image }) => image).join(", ")}`;
    });
    const names = read.flatMap(({ spec }) => {
      return spec.template.spec.volumes.flatMap(({ configMap }) => configMap?.name || []);
    });
    return { found, names };
  }

  /** A ConfigMap's name and texts; others than these few are not even listed. */
  async configMap(name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { namespace } = this.#wanted;
    const path = `api/v1/namespaces/${namespace}/configmaps/${name}`;
    const command = `-n ${namespace} get configmap ${USUAL_NAMES.join(" ")} --ignore-not-found -o yaml`;
    const reply = await this.#read({ path, needs: `get configmap ${name} in ${namespace}`, command });
    const read = z
      .object({
        metadata: z.object({
          name: z.string(),
          namespace: z.string(),
          labels: z.record(z.string(), z.string()).optional(),
          annotations: z.record(z.string(), z.string()).optional(),
        }),
        data: z.record(z.string(), z.string()).optional(),
      })
      .safeParse(reply);
    return read.success ? { apiVersion: "v1", kind: "ConfigMap", ...read.data } : undefined;
  }

  /** The values that RKE2 and k3s give their charts. */
  async chartConfig(name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { namespace } = this.#wanted;
    const path = `apis/helm.cattle.io/v1/namespaces/${namespace}/helmchartconfigs/${name}`;
    const reply = await this.#read({ path, needs: "" });
    const read = z
      .object({
        metadata: z.object({ name: z.string(), namespace: z.string() }),
        spec: z.object({ valuesContent: z.string() }),
      })
      .safeParse(reply);
    return read.success ? { apiVersion: "helm.cattle.io/v1", kind: "HelmChartConfig", ...read.data } : undefined;
  }

  /** All objects that names are made of, in pages. */
  async objects(): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    for (const kind of SNAPSHOT_KINDS) {
      for await (const page of this.#pages(kind)) for (const object of page) all.push(object);
    }
    return all;
  }

  /** The one line for somebody who may; undefined when nothing is missing. */
  kubectl(): string | undefined {
    if (this.#commands.size === 0) return undefined;
    return [...this.#commands]
      .map((command) => `kubectl --context ${this.#connection.context} ${command}`)
      .join(" && echo --- && ");
  }

  async *#pages(kind: SnapshotKind): AsyncGenerator<readonly unknown[]> {
    const plural = API_PATHS[kind].split("/").at(-1) ?? "";
    const command = `get ${plural} -A -o yaml`;
    let next: string | undefined;
    do {
      const query = { limit: LIST_LIMIT, ...(next === undefined ? {} : { continue: next }) };
      const reply = await this.#read({
        path: API_PATHS[kind],
        query,
        needs: `list ${plural} in all namespaces`,
        command,
      });
      const page = listed.safeParse(reply);
      if (!page.success) return;
      const apiVersion = kind === "EndpointSlice" ? "discovery.k8s.io/v1" : "v1";
      // Lists leave out what all of their items are.
      yield page.data.items.map((item) => ({ ...item, apiVersion, kind }));
      next = page.data.metadata.continue;
    } while (next !== undefined && next !== "");
  }

  /** Undefined for what is not there, or may not be read; the latter is noted. */
  async #read({ command, ...call }: ReadCall): Promise<unknown> {
    try {
      return await this.#connection.send({ method: "GET", ...call, signal: this.#wanted.signal });
    } catch (error) {
      if (!(error instanceof ClusterRefusal)) throw error;
      if (error.code === 404) return undefined;
      if (error.code !== 403) throw error;
      if (call.needs !== "") this.missing.push(call.needs);
      if (command !== undefined) this.#commands.add(command);
      return undefined;
    }
  }
}

interface ReadCall {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly needs: string;
  readonly command?: string;
}
