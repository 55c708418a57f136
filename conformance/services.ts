/** The services that a case's server talks to, for as long as the case runs. */
import type { Case } from "./case.ts";
import { serveKubernetesApi } from "./kubernetes-api.ts";

/** Services that run. */
export interface Services {
  /** Their URLs by placeholder (`@K8S@`). */
  readonly urls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts what a case wants. */
export async function startServices({ k8s }: Case): Promise<Services> {
  if (k8s === undefined) return { urls: {}, close: () => Promise.resolve() };
  const api = await serveKubernetesApi(k8s);
  return { urls: { "@K8S@": api.url }, close: () => api.close() };
}

/** Which service a case wants that this runner does not have, in words; undefined when it has all. */
export function missingService({ etcd, http }: Case): string | undefined {
  if (etcd !== undefined) return "needs etcd";
  return http === undefined ? undefined : "needs an HTTP service";
}
