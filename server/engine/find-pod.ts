/** The pod that a person named. */
import { DEFAULT_POLICY } from "../../lib/kubernetes/pod/pod-dns-spec.ts";
import type { NamedPod } from "./named-pod.ts";
import type { PodWorld } from "./pod-world.ts";
import type { AskingPod } from "./resolve-as-pod.ts";

/** A pod that asks, or why there is none. */
export type FoundPod = (AskingPod & { readonly title: string }) | { readonly reason: string };

/** The pod that was named; `pod:NS` alone is one with the defaults. */
export function findPod({ pods, namespaces, hasCluster }: PodWorld, { namespace, name }: NamedPod): FoundPod {
  if (name === undefined) {
    if (hasCluster && !namespaces.includes(namespace))
      return { reason: `there is no namespace ${namespace}; there are ${namespaces.join(", ")}` };
    return { namespace, dnsPolicy: DEFAULT_POLICY, hostNetwork: false, title: `a pod of ${namespace}` };
  }
  const pod = pods.find((one) => one.namespace === namespace && one.name === name);
  if (pod !== undefined) {
    const [address] = pod.ips;
    return { ...pod, ...(address === undefined ? {} : { address }), title: `${namespace}/${name}` };
  }
  const there = pods.map((one) => `${one.namespace}/${one.name}`);
  return {
    reason: `there is no pod ${namespace}/${name}; ${there.length === 0 ? "there are no pods at all" : `there are ${there.join(", ")}`}`,
  };
}
