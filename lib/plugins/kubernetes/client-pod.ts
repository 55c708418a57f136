/** The pod that asks (CoreDNS, kubernetes podWithIP). */
import type { Query } from "../../chain/query.ts";
import type { Pod } from "../../kubernetes/objects.ts";
import type { KubernetesSettings, KubernetesSources } from "./settings.ts";

/** The pod that has the client's address; pods are known only when they are verified. */
export function clientPod(
  { cluster }: KubernetesSources,
  { podMode }: KubernetesSettings,
  { arrival }: Query,
): Pod | undefined {
  if (podMode !== "verified") return undefined;
  for (const pod of cluster.podsOfAddress(arrival.client.address)) return pod;
  return undefined;
}
