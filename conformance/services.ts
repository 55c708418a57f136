/** The services that a case's server talks to, for as long as the case runs. */
import type { Case } from "./case.ts";
import { serveEtcd } from "./etcd.ts";
import { hasEtcd } from "./etcd-server.ts";
import { serveHttp } from "./http-service.ts";
import { serveKubernetesApi } from "./kubernetes-api.ts";

/** Services that run. */
export interface Services {
  /** Their URLs by placeholder (`@K8S@`). */
  readonly urls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts what a case wants. */
export async function startServices({ k8s, etcd, http }: Case): Promise<Services> {
  const started = new Map<string, Service>();
  if (k8s !== undefined) started.set("@K8S@", await serveKubernetesApi(k8s));
  if (etcd !== undefined) started.set("@ETCD@", await serveEtcd(etcd));
  if (http !== undefined) started.set("@HTTP@", await serveHttp(http));
  return {
    urls: Object.fromEntries([...started].map(([placeholder, { url }]) => [placeholder, url])),
    async close() {
      await Promise.all([...started.values()].map((service) => service.close()));
    },
  };
}

interface Service {
  readonly url: string;
  close(): Promise<void>;
}

/** Which service a case wants that this runner does not have, in words; undefined when it has all. */
export function missingService({ etcd }: Case): string | undefined {
  return etcd === undefined || hasEtcd() ? undefined : "needs etcd";
}
