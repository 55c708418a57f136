/** How kubernetes is written in a Corefile. */

import { TRANSFER_MOVED } from "../../directive/advice/removed.ts";
import { ownsZones } from "../../directive/answers.ts";
import { one, optional, rest } from "../../directive/argument.ts";
import { plain, position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named, where } from "../../directive/kind.ts";
import { duration } from "../../directive/kinds/duration.ts";
import { url } from "../../directive/kinds/endpoint.ts";
import { path } from "../../directive/kinds/file.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { count, float, seconds } from "../../directive/kinds/number.ts";
import { namespace, text } from "../../directive/kinds/text.ts";
import { type Zones, zone } from "../../directive/kinds/zone.ts";
import { COMPLAINED, custom, line } from "../../directive/line.ts";
import { fallthrough, flag, property } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { parseLabelSelector } from "../../kubernetes/label-selector.ts";
import { serverFault } from "./server-url.ts";

const MAX_TTL_SECONDS = 3600;
/** The largest number that Go's float32 holds, rounding included. */
const MAX_FLOAT32 = 3.4028235677973366e38;

/** What CoreDNS says when there is no zone for names, only reverse zones. */
export const NO_FORWARD_ZONE = "non-reverse zone name must be used";

/** True for a zone below in-addr.arpa or ip6.arpa (CoreDNS, dnsutil.IsReverse). */
export function isReverseZone(name: string): boolean {
  return name.endsWith(".in-addr.arpa.") || name.endsWith(".ip6.arpa.");
}

const zonesArgument = rest(zone, {
  summary: "The cluster's zones, and reverse zones if wanted; the server block's by default.",
});

/** The zones are looked at before the block is. */
const zonesLine = custom<{ readonly zones: readonly Value<Zones>[] }>({
  looks: [line({ zones: zonesArgument })],
  read(words, reader) {
    const zones: Value<Zones>[] = [];
    for (const word of words) {
      const value = reader.take(one(zone), word);
      if (value === COMPLAINED) return COMPLAINED;
      zones.push(value);
    }
    const isWithoutNames = zones.length > 0 && zones.flatMap(({ value }) => value).every(isReverseZone);
    return isWithoutNames ? reader.complain(plain(NO_FORWARD_ZONE)) : { zones };
  },
});

const ttl = where(
  seconds,
  (value) =>
    value < 0 || value > MAX_TTL_SECONDS
      ? position(`ttl must be in range [0, ${MAX_TTL_SECONDS}]: ${value}`)
      : undefined,
  { expects: `seconds, 0 to ${MAX_TTL_SECONDS}` },
);

const podMode = keyword(["disabled", "insecure", "verified"], {
  unknown: plain("wrong value for pods: {value},  must be one of: disabled, verified, insecure"),
  details: {
    disabled: "No names of pods; the default.",
    insecure: "Any address written as a pod's name, whether or not there is such a pod.",
    verified: "Only pods that exist in that namespace; CoreDNS watches all pods for this.",
  },
});

const queriesPerSecond = where(float, (value) => {
  if (Number.isFinite(value) && Math.abs(value) >= MAX_FLOAT32)
    return position("invalid apiserver_qps {value:q}: strconv.ParseFloat: parsing {value:q}: value out of range");
  return value < 0 ? position("apiserver_qps must be >= 0") : undefined;
});

/** A whole number, 0 or more, as the limits of the API server's client are. */
function limit(name: string) {
  return one(
    where(count, (value) => (value < 0 ? position(`${name} must be >= 0`) : undefined)),
    { says: position(`invalid ${name} {value:q}: {error}`) },
  );
}

/** A label selector, written with spaces or without; `what` is CoreDNS's word for it. */
function selector(what: string, summary: string) {
  const expression = named(
    { ...text, name: "label-selector" },
    { placeholder: "EXPRESSION", expects: "a label selector such as app=web or tier in (edge,core)" },
  );
  return property({
    summary,
    args: { words: rest(expression, { min: 1, placeholder: "EXPRESSION" }) },
    check({ words }, complain) {
      const written = words.map(({ value }) => value).join(" ");
      const reading = parseLabelSelector(written);
      if (reading.ok) return;
      complain(plain(`unable to parse ${what} selector value: '${written}': ${reading.error}`), words[0]);
    },
  });
}

export const directive = defineDirective({
  name: "kubernetes",
  whatIfs: [withFallthrough("ends")],
  since: "001",
  inChain: true,
  removed: {
    upstream: "CoreDNS 1.7.0 removed upstream; names are looked up by the server itself.",
    resyncperiod: "CoreDNS 1.7.0 removed resyncperiod; changes are watched.",
    transfer: TRANSFER_MOVED,
  },
  until: { transfer: "1.8.0", upstream: "1.7.0", resyncperiod: "1.7.0" },
  template: {
    summary: "Services and pods of a cluster, as kubeadm sets it up.",
    lines: [
      "kubernetes <cluster.local> in-addr.arpa ip6.arpa {",
      "    pods <insecure>",
      "    fallthrough in-addr.arpa ip6.arpa",
      "    ttl <30>",
      "}",
    ],
  },
  answers: ownsZones,
  hasClusterZones: true,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "once",
  summary: "Answers for the services and pods of a Kubernetes cluster.",
  args: zonesLine,
  meant: { server: "endpoint", token: "kubeconfig", config: "kubeconfig", ns: "namespaces" },
  properties: {
    endpoint: property({
      summary: "The API server to ask from outside the cluster; by default that of the cluster CoreDNS runs in.",
      args: { urls: rest(url, { min: 1, summary: "Only the first one counts." }) },
    }),
    tls: property({
      summary: "Certificate, key and authority for the API server that endpoint names.",
      args: {
        certificate: one(path, { placeholder: "CERT", summary: "The client's certificate." }),
        key: one(path, { placeholder: "KEY", summary: "Its key." }),
        authority: one(path, { placeholder: "CACERT", summary: "The authority that signs the server's certificate." }),
      },
    }),
    kubeconfig: property({
      summary: "A kubeconfig file that says how to reach the cluster; endpoint and tls are then ignored.",
      args: {
        file: one(path, { placeholder: "KUBECONFIG" }),
        context: optional(text, {
          placeholder: "CONTEXT",
          summary: "Which of its contexts; the current one by default.",
        }),
      },
    }),
    apiserver_qps: property({
      since: "1.14.0",
      summary: "How many requests a second may go to the API server.",
      args: {
        limit: one(queriesPerSecond, {
          placeholder: "QPS",
          says: position("invalid apiserver_qps {value:q}: {error}"),
        }),
      },
    }),
    apiserver_burst: property({
      since: "1.14.0",
      summary: "How many requests may go to the API server at once, for a short time.",
      args: { limit: limit("apiserver_burst") },
    }),
    apiserver_max_inflight: property({
      since: "1.14.0",
      summary: "How many requests may wait for the API server's reply at a time.",
      args: { limit: limit("apiserver_max_inflight") },
    }),
    namespaces: property({
      summary: "Only these namespaces have names; all by default.",
      args: {
        names: rest(namespace, { min: 1, placeholder: "NAMESPACE" }),
      },
      repeat: "merge",
    }),
    namespace_labels: selector("namespace_label", "Only namespaces with these labels have names; all by default."),
    labels: selector("label", "Only services and endpoints with these labels have names; all by default."),
    pods: property({ summary: "Whether names made from pods' addresses are answered.", args: { mode: one(podMode) } }),
    endpoint_pod_names: flag("Names the endpoints of headless services after their pods, not after their addresses."),
    ttl: property({
      summary: "The TTL of all records; 5 seconds by default.",
      args: line({ seconds: one(ttl) }, { extra: "ignore" }),
    }),
    noendpoints: flag("Does not watch endpoints: headless services have no addresses."),
    zonal: flag("Answers names that ask for the endpoints of one topology zone.", { since: "1.14.7" }),
    fallthrough: fallthrough(),
    ignore: property({
      summary: "With empty_service, services without ready endpoints are treated as missing.",
      args: line(
        {
          what: optional(keyword(["empty_service"], { unknown: plain("unable to parse ignore value: '{value}'") })),
        },
        { extra: "ignore" },
      ),
    }),
    multicluster: property({
      summary: "Zones for services of other clusters (Multi-Cluster Services); also zones of this directive.",
      args: { zones: rest(zone) },
      since: "1.12.2",
    }),
    startup_timeout: property({
      since: "1.12.3",
      summary: "How long the start waits for the API server; 5s by default.",
      args: line(
        { duration: one(duration, { says: plain("failed to parse startup_timeout: {value}, {error}") }) },
        { extra: "ignore" },
      ),
    }),
  },
  refine({ args, properties }, complain) {
    if (properties.namespaces !== undefined && properties.namespace_labels !== undefined)
      complain(position("namespaces and namespace_labels cannot both be set"), properties.namespace_labels.at);
    // Without zones of its own those of the server block count, which set-up knows.
    const { multicluster, zonal, noendpoints } = properties;
    if (multicluster !== undefined && args.zones.length === 0) return;
    const zones = args.zones.flatMap(({ value }) => value);
    const foreign = foreignZone(zones, multicluster?.args.zones);
    if (foreign !== undefined) complain(position(foreign.text), foreign.at);
    if (zonal !== undefined && noendpoints !== undefined) complain(position(ZONAL_NEEDS_ENDPOINTS), zonal.at);
  },
  finish([use], complain) {
    const { endpoint, tls, kubeconfig } = use?.properties ?? {};
    const server = endpoint?.args.urls[0];
    // Before it looks at the server CoreDNS looks at files, which only set-up can.
    if (server === undefined || server.value === "" || tls !== undefined || kubeconfig !== undefined) return;
    const fault = serverFault(server.value);
    if (fault !== undefined) complain(plain(fault), server);
  },
});

/** One use of kubernetes. */
export type KubernetesConfig = ConfigOf<typeof directive>;

/** What CoreDNS says of `zonal` together with `noendpoints`. */
export const ZONAL_NEEDS_ENDPOINTS = "zonal requires the endpoint cache; remove noendpoints";

/** The first zone of `multicluster` that the plugin does not answer for, and what CoreDNS says of it. */
export function foreignZone(
  zones: Zones,
  multicluster: readonly Value<Zones>[] | undefined,
): { readonly text: string; readonly at: Value<Zones>["at"] } | undefined {
  for (const value of multicluster ?? []) {
    const foreign = value.value.find((name) => !zones.includes(name));
    if (foreign === undefined) continue;
    const text = `is not authoritative for the multicluster zone ${foreign} (authoritative zones: [${zones.join(" ")}])`;
    return { text, at: value.at };
  }
  return undefined;
}
