/** A Kubernetes API with a case's objects: they can be listed and watched, and never change. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const GROUPS: Readonly<Record<string, readonly [group: string, plural: string]>> = {
  Namespace: ["api/v1", "namespaces"],
  Service: ["api/v1", "services"],
  Pod: ["api/v1", "pods"],
  Endpoints: ["api/v1", "endpoints"],
  Node: ["api/v1", "nodes"],
  ConfigMap: ["api/v1", "configmaps"],
  EndpointSlice: ["apis/discovery.k8s.io/v1", "endpointslices"],
  ServiceImport: ["apis/multicluster.x-k8s.io/v1alpha1", "serviceimports"],
};

const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).default({}),
});
type ApiObject = z.infer<typeof objectSchema>;

/** Version of a list: nothing comes after it. */
const LIST_VERSION = "1000";

/** An API that listens. */
export interface KubernetesApi {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves these objects on loopback. */
export async function serveKubernetesApi(objects: readonly unknown[]): Promise<KubernetesApi> {
  const byPath = storeOf(objects);
  const server = createServer((request, response) => answer(byPath, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${portOf(address)}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

interface Stored {
  readonly kind: string;
  readonly items: ApiObject[];
}

/** The objects by the paths that list them, with what an API server adds. */
function storeOf(objects: readonly unknown[]): ReadonlyMap<string, Stored> {
  const byPath = new Map<string, Stored>();
  for (const [kind, [group, plural]] of Object.entries(GROUPS)) byPath.set(`/${group}/${plural}`, { kind, items: [] });
  for (const [index, value] of objects.entries()) {
    const object = objectSchema.parse(value);
    const [group = "", plural = ""] = GROUPS[object.kind] ?? [];
    const metadata = {
      uid: `uid-${index}`,
      resourceVersion: String(index + 1),
      creationTimestamp: "2026-01-01T00:00:00Z",
      ...(object.kind === "Namespace" ? {} : { namespace: "default" }),
      ...object.metadata,
    };
    byPath.get(`/${group}/${plural}`)?.items.push({ ...object, metadata });
  }
  return byPath;
}

function answer(byPath: ReadonlyMap<string, Stored>, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const stored = byPath.get(url.pathname);
  if (stored === undefined) refuse(response, 404, "the server could not find the requested resource");
  else if (url.searchParams.get("watch") === null) list(stored, url.searchParams.get("labelSelector") ?? "", response);
  else if (url.searchParams.get("sendInitialEvents") === "true")
    refuse(response, 422, "sendInitialEvents is forbidden");
  else {
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
  }
}

function list(stored: Stored, selector: string, response: ServerResponse): void {
  const items = stored.items.filter((item) => matches(item.metadata.labels ?? {}, selector));
  reply(response, 200, { kind: `${stored.kind}List`, metadata: { resourceVersion: LIST_VERSION }, items });
}

function refuse(response: ServerResponse, code: number, message: string): void {
  reply(response, code, { kind: "Status", apiVersion: "v1", status: "Failure", code, message });
}

function reply(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Conditions on single values; cases have no others. */
function matches(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return selector
    .split(",")
    .filter((term) => term !== "")
    .every((term) => {
      if (term.startsWith("!")) return labels[term.slice(1)] === undefined;
      const [, key = term, operator, value] = /^([^=!]+)(==?|!=)(.*)$/.exec(term) ?? [];
      if (operator === undefined) return labels[key] !== undefined;
      return (labels[key] === value) === (operator !== "!=");
    });
}
