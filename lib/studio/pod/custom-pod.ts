/** A pod that is described on the page, not in a manifest. */
import type { PodClient, PodDnsConfigText } from "../../api/pod.ts";

export interface CustomPod {
  readonly namespace: string;
  readonly dnsPolicy: string;
  readonly hostNetwork: boolean;
  /** Its address; empty for that of this machine. */
  readonly address: string;
  /** `spec.dnsConfig`, as lines of resolv.conf: `nameserver`, `search`, `options`. */
  readonly dnsConfig: string;
}

export const INITIAL_CUSTOM_POD: CustomPod = {
  namespace: "default",
  dnsPolicy: "ClusterFirst",
  hostNetwork: false,
  address: "",
  dnsConfig: "",
};

/** The policies, as Kubernetes spells them. */
export const DNS_POLICIES = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"] as const;

/** Who asks, as the API takes it. */
export function clientOf({ chosen, custom }: { readonly chosen: string; readonly custom: CustomPod }): PodClient {
  const [namespace = "", name] = chosen.split("/");
  if (name !== undefined) return { kind: "pod", namespace, name };
  const { dnsPolicy, hostNetwork, address } = custom;
  const dnsConfig = readDnsConfig(custom.dnsConfig);
  return {
    kind: "custom",
    namespace: custom.namespace.trim(),
    dnsPolicy,
    hostNetwork,
    ...(address.trim() === "" ? {} : { address: address.trim() }),
    ...("problem" in dnsConfig ? {} : { dnsConfig }),
  };
}

/** What is wrong with the description, if something is. */
export function customProblem({
  chosen,
  custom,
}: {
  readonly chosen: string;
  readonly custom: CustomPod;
}): string | undefined {
  if (chosen !== "") return undefined;
  const read = readDnsConfig(custom.dnsConfig);
  return "problem" in read ? read.problem : undefined;
}

/** Reads lines as resolv.conf has them. */
export function readDnsConfig(text: string): PodDnsConfigText | { readonly problem: string } {
  let nameservers: readonly string[] = [];
  let searches: readonly string[] = [];
  let options: readonly string[] = [];
  for (const line of text.split("\n")) {
    const [keyword = "", ...values] = line.trim().split(/\s+/);
    if (keyword === "") continue;
    if (keyword === "nameserver") nameservers = [...nameservers, ...values];
    else if (keyword === "search") searches = [...searches, ...values];
    else if (keyword === "options") options = [...options, ...values];
    else return { problem: `${keyword}: a line begins with nameserver, search or options` };
  }
  return { nameservers: [...nameservers], searches: [...searches], options: options.map(optionOf) };
}

function optionOf(word: string): { name: string; value?: string } {
  const [name = word, value] = word.split(":");
  return value === undefined ? { name } : { name, value };
}
