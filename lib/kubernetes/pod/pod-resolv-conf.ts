/** The resolv.conf that kubelet gives a pod, and where each word of it comes from (pkg/kubelet/network/dns, GetPodDNS). */
import { type NodeWord, optionName, readNodeResolvConf } from "./node-resolv-conf.ts";
import type { PodDnsConfig, PodDnsSpec } from "./pod-dns-spec.ts";

/** What kubelet knows of its node and its cluster. */
export interface NodeDns {
  /** How people call the node's file: `node/resolv.conf`. */
  readonly file: string;
  readonly text: string;
  /** kubelet's `clusterDNS`. */
  readonly clusterDns: readonly string[];
  /** Where that address comes from, in words. */
  readonly clusterDnsFrom: string;
  readonly clusterDomain: string;
}

/** A word of the pod's file, and where it comes from. */
interface OriginatedWord {
  readonly value: string;
  readonly origin: string;
}

/** The pod's file. */
export interface PodResolvConf {
  readonly servers: readonly OriginatedWord[];
  readonly searches: readonly OriginatedWord[];
  readonly options: readonly OriginatedWord[];
  /** What is worth knowing: a policy that falls back, words that were left out. */
  readonly notes: readonly string[];
  /** As the container runtime writes it. */
  readonly text: string;
}

const MAX_SERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;
const MAX_DOMAIN_CHARACTERS = 253;

type Words = Pick<PodResolvConf, "servers" | "searches" | "options">;

/** Makes the file. */
export function podResolvConf(spec: PodDnsSpec, node: NodeDns): PodResolvConf {
  const notes: string[] = [];
  const base = baseOf(spec, node, notes);
  const merged = spec.dnsConfig === undefined ? base : merge(base, spec.dnsConfig);
  const words = withinLimits(merged, notes);
  return { ...words, notes, text: textOf(words) };
}

function baseOf(spec: PodDnsSpec, node: NodeDns, notes: string[]): Words {
  const kind = kindOf(spec, notes);
  if (kind === "none") return { servers: [], searches: [], options: [] };
  if (kind === "cluster" && node.clusterDns.length > 0) return clusterWords(spec, node);
  if (kind === "cluster") notes.push("kubelet has no clusterDNS: it uses the policy Default instead.");
  return nodeWords(node);
}

function kindOf({ dnsPolicy, hostNetwork }: PodDnsSpec, notes: string[]): "cluster" | "node" | "none" {
  switch (dnsPolicy) {
    case "None":
      return "none";
    case "Default":
      return "node";
    case "ClusterFirstWithHostNet":
      return "cluster";
    case "ClusterFirst":
      if (!hostNetwork) return "cluster";
      notes.push(
        "hostNetwork with ClusterFirst falls back to Default: the pod gets the node's resolv.conf. Use ClusterFirstWithHostNet to ask the cluster's DNS.",
      );
      return "node";
    default:
      notes.push(`invalid DNSPolicy=${dnsPolicy}: the API server refuses it; kubelet uses ClusterFirst.`);
      return "cluster";
  }
}

function clusterWords({ namespace }: PodDnsSpec, node: NodeDns): Words {
  const { clusterDns, clusterDnsFrom, clusterDomain } = node;
  const host = nodeWords(node).searches;
  const origin = "cluster domain";
  const own =
    clusterDomain === ""
      ? []
      : [
          { value: `${namespace}.svc.${clusterDomain}`, origin: "the pod's namespace" },
          { value: `svc.${clusterDomain}`, origin },
          { value: clusterDomain, origin },
        ];
  return {
    servers: clusterDns.map((value) => ({ value, origin: clusterDnsFrom })),
    searches: clusterDomain === "" ? host : withoutRepeats([...own, ...host]),
    options: [{ value: "ndots:5", origin: "kubelet's default" }],
  };
}

function nodeWords({ text, file }: NodeDns): Words {
  const { servers, searches, options } = readNodeResolvConf(text);
  const from = ({ value, line }: NodeWord): OriginatedWord => ({ value, origin: `${file}:${line}` });
  return { servers: servers.map(from), searches: searches.map(from), options: options.map(from) };
}

function merge(base: Words, { nameservers, searches, options }: PodDnsConfig): Words {
  const given = (values: readonly string[] | null | undefined): readonly OriginatedWord[] =>
    (values ?? []).map((value) => ({ value, origin: "the pod's dnsConfig" }));
  const merged = new Map(base.options.map((option) => [optionName(option.value), option]));
  for (const { name, value } of options ?? []) {
    const whole = value === undefined || value === null || value === "" ? name : `${name}:${value}`;
    const before = merged.get(name);
    const origin = before === undefined ? "the pod's dnsConfig" : `the pod's dnsConfig, instead of ${before.value}`;
    merged.set(name, { value: whole, origin });
  }
  return {
    servers: withoutRepeats([...base.servers, ...given(nameservers)]),
    searches: withoutRepeats([...base.searches, ...given(searches)]),
    options: [...merged.values()],
  };
}

function withoutRepeats(words: readonly OriginatedWord[]): readonly OriginatedWord[] {
  return words.filter(({ value }, at) => words.findIndex((word) => word.value === value) === at);
}

function withinLimits({ servers, searches, options }: Words, notes: string[]): Words {
  const kept = servers.slice(0, MAX_SERVERS);
  if (kept.length < servers.length) {
    const line = kept.map(({ value }) => value).join(" ");
    notes.push(
      `Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: ${line}`,
    );
  }
  let fitting = searches.slice(0, MAX_SEARCHES).filter(({ value }) => value.length <= MAX_DOMAIN_CHARACTERS);
  while (lineOf(fitting).length > MAX_SEARCH_CHARACTERS) fitting = fitting.slice(0, -1);
  if (fitting.length < searches.length) {
    notes.push(
      `Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${lineOf(fitting)}`,
    );
  }
  return { servers: kept, searches: fitting, options };
}

function lineOf(words: readonly OriginatedWord[]): string {
  return words.map(({ value }) => value).join(" ");
}

/** In the order in which containerd writes it. */
function textOf({ servers, searches, options }: Words): string {
  return [
    ...(searches.length === 0 ? [] : [`search ${lineOf(searches)}`]),
    ...servers.map(({ value }) => `nameserver ${value}`),
    ...(options.length === 0 ? [] : [`options ${lineOf(options)}`]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}
